using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daylight.Proceedings;

namespace Daylight.Tests.Web;

/// <summary>A program that calls the interface: a token, JSON, an id per act.</summary>
internal sealed class ApiProgram : IDisposable
{
    private readonly HttpClient _client;

    public ApiProgram(Uri address, string? token)
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
        };
        if (token is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Task<ApiAnswered> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <param name="key">The act's id; null makes a new one, empty sends none.</param>
    public Task<ApiAnswered> Post(
        string path,
        JsonNode? body = null,
        string? key = null,
        string? ifMatch = null
    ) =>
        Post(
            path,
            new StringContent((body ?? new JsonObject()).ToJsonString(), Encoding.UTF8, "application/json"),
            key,
            ifMatch
        );

    public Task<ApiAnswered> Post(string path, HttpContent body, string? key = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (key is not "")
        {
            request.Headers.Add("Idempotency-Key", key ?? FactIds.Untimed());
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return Send(request);
    }

    public void Dispose() => _client.Dispose();

    private async Task<ApiAnswered> Send(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await _client.SendAsync(request))
        {
            var text = await answer.Content.ReadAsStringAsync();
            return new ApiAnswered(
                (int)answer.StatusCode,
                text,
                answer.Content.Headers.ContentType?.MediaType ?? "",
                answer.Headers.ETag?.ToString(),
                answer.Headers.Location?.OriginalString
            );
        }
    }
}

/// <summary>What came back to a program.</summary>
internal sealed record ApiAnswered(int Status, string Text, string Type, string? Tag, string? Location)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    public string this[string name] => Body.GetProperty(name).ToString();

    /// <summary>The name of the refusal or problem.</summary>
    public string Why => this["type"].Split(':')[^1];

    /// <summary>It went well, or the test says what was answered.</summary>
    public ApiAnswered Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status} {Text}");
        return this;
    }

    /// <summary>It was refused, with one of these statuses, as problem details.</summary>
    public void Refused(params IReadOnlyList<int> statuses)
    {
        Assert.Contains(Status, statuses);
        Assert.Equal("application/problem+json", Type);
    }

    /// <summary>It was refused for that reason, as problem details with words in both languages.</summary>
    public ApiAnswered No(int status, string why)
    {
        Assert.Equal((status, "application/problem+json"), (Status, Type));
        Assert.Equal(why, Why);
        Assert.Equal(status, Body.GetProperty("status").GetInt32());
        Assert.Contains(this["title"], letter => letter >= '\u4e00');
        Assert.True(this["detail"].Length > 10, Text);
        return this;
    }
}
