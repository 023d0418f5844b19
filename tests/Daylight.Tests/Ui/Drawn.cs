using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Html;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Daylight.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daylight.Tests.Ui;

/// <summary>Draws components to HTML, without any host.</summary>
internal static class Drawn
{
    /// <summary>A token that is the same in every run.</summary>
    private sealed class SameToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "form-token");
    }

    internal static async Task<string> Html(
        Type component,
        IDictionary<string, object?> parameters,
        Visit? visit = null
    )
    {
        await using var services = new ServiceCollection()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddSingleton<AntiforgeryStateProvider, SameToken>()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddCascadingValue(_ => visit ?? new Visit { Place = "象山县" })
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (
                await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters))
            ).ToHtmlString()
        );
    }

    internal static Task<string> Html<T>(Visit? visit, params (string Name, object? Value)[] parameters)
        where T : IComponent =>
        Html(
            typeof(T),
            parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
            visit
        );

    internal static Task<string> Html<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => Html<T>(null, parameters);

    /// <summary>Words as the content of a component.</summary>
    internal static RenderFragment Text(string says) => builder => builder.AddContent(0, says);

    /// <summary>A component as the content of another.</summary>
    internal static RenderFragment Child<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent =>
        builder =>
        {
            builder.OpenComponent<T>(0);
            builder.AddMultipleAttributes(
                1,
                parameters
                    .Where(parameter => parameter.Value is not null)
                    .Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value!))
            );
            builder.CloseComponent();
        };

    internal static RenderFragment Both(params RenderFragment[] parts) =>
        builder =>
        {
            foreach (var part in parts)
            {
                builder.AddContent(0, part);
            }
        };

    internal static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>One element a line, so that a change can be reviewed.</summary>
    internal static string Pretty(string html)
    {
        using var text = new StringWriter();
        var document = new HtmlParser().ParseDocument("");
        foreach (var node in new HtmlParser().ParseFragment(html, document.Body!))
        {
            node.ToHtml(text, new PrettyMarkupFormatter { Indentation = "  ", NewLine = "\n" });
        }

        return text.ToString().Trim() + "\n";
    }
}
