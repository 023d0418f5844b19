using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Daylight.Tests.Ui;

namespace Daylight.Tests.Web;

/// <summary>A browser without script: keeps cookies, reads forms as they stand in the page, follows nothing by itself.</summary>
internal sealed class Walker(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(
        new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }
    )
    {
        BaseAddress = address,
    };

    /// <summary>The token that goes with each request; it counts below <c>/api</c> only.</summary>
    public string? Token
    {
        init =>
            _client.DefaultRequestHeaders.Authorization = value is null
                ? null
                : new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", value);
    }

    public async Task<Answered> Get(string path) => await Read(await _client.GetAsync(path));

    public Task<byte[]> Bytes(string path) => _client.GetByteArrayAsync(path);

    /// <summary>All that an answer tells: status, headers except the date, body.</summary>
    public async Task<string> Raw(string path)
    {
        using var answer = await _client.GetAsync(path);
        var headers = answer
            .Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Set-Cookie"))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{await answer.Content.ReadAsStringAsync()}";
    }

    /// <summary>A page that is there and is as every page must be.</summary>
    public async Task<IHtmlDocument> Open(string path)
    {
        var answer = await Get(path);
        Assert.Equal(200, answer.Status);
        Markup.CheckPage(answer.Page);
        return answer.Page;
    }

    public async Task<Answered> Send(FilledForm form) =>
        await Read(await _client.PostAsync(form.Action, new FormUrlEncodedContent(form.Fields)));

    /// <summary>Sends a form that answers with a file.</summary>
    public async Task<byte[]> File(FilledForm form)
    {
        using var response = await _client.PostAsync(form.Action, new FormUrlEncodedContent(form.Fields));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(
            response.Content.Headers.ContentDisposition?.DispositionType == "attachment",
            $"{(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)[..Math.Min(bytes.Length / 3, 2000)]}"
        );
        return bytes;
    }

    public async Task<Answered> Post(string path, HttpContent body)
    {
        using (body)
        {
            return await Read(await _client.PostAsync(path, body));
        }
    }

    /// <summary>Opens a page, fills in its form and sends it; the answer leads to a good page, which is given back.</summary>
    public async Task<IHtmlDocument> Do(string path, string form, params (string Name, string Value)[] typed)
    {
        var filled = typed.Aggregate(
            Form(await Open(path), form),
            (filled, field) => filled.With(field.Name, field.Value)
        );
        var answer = await Send(filled);
        Assert.True(answer.Status == 302, Faults(answer));
        return await Open(answer.Location!);
    }

    /// <summary>Sends a form with files under one name.</summary>
    public async Task<Answered> Send(
        FilledForm form,
        string name,
        IEnumerable<(string File, string Text)> files
    )
    {
        using var content = new MultipartFormDataContent();
        foreach (var field in form.Fields.Where(field => field.Key != name))
        {
            content.Add(new StringContent(field.Value), field.Key);
        }

        foreach (var (file, text) in files)
        {
            content.Add(new StringContent(text), name, file);
        }

        return await Read(await _client.PostAsync(form.Action, content));
    }

    public static FilledForm Form(IDocument page, string id)
    {
        var form = page.GetElementById(id) as IHtmlFormElement;
        Assert.True(
            form is not null,
            $"no form {id}; there are {string.Join(" ", page.Forms.Select(one => one.Id))}"
        );
        return new FilledForm(
            form.GetAttribute("action")!,
            [.. form.Elements.OfType<IElement>().SelectMany(Values)]
        );
    }

    public void Dispose() => _client.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Values(IElement control) =>
        control switch
        {
            IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => [],
            IHtmlInputElement { Name: { } name } input => [new(name, input.Value)],
            IHtmlTextAreaElement { Name: { } name } text => [new(name, text.Value)],
            IHtmlSelectElement { Name: { } name } select => [new(name, select.Value ?? "")],
            _ => [],
        };

    private static async Task<Answered> Read(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync();
            return new Answered(
                (int)response.StatusCode,
                response.Headers.Location?.OriginalString,
                body,
                new HtmlParser().ParseDocument(body)
            );
        }
    }

    private static string Faults(Answered answer) =>
        $"{answer.Status} {answer.Page.QuerySelector("[role=alert]")?.TextContent ?? answer.Page.QuerySelector("main")?.TextContent}";
}
