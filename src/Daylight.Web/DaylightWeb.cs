using System.Text.Encodings.Web;
using System.Text.Unicode;
using Daylight.Crypto;
using Daylight.Ui;
using Daylight.Web.Pages;
using Daylight.Web.Portal;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace Daylight.Web;

/// <summary>Builds a host out of options and mechanisms. It knows HTTP and no rule.</summary>
public static class DaylightWeb
{
    /// <exception cref="ArgumentException">The address is no address, or a demonstration should listen to the outside.</exception>
    public static WebApplication Build(DaylightWebOptions options)
    {
        CheckUrl(options);
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.Body;
        });
        AddLogging(builder.Logging, options);
        AddServices(builder.Services, options);
        options.Services?.Invoke(builder.Services);
        foreach (var face in options.Faces)
        {
            face.Add(builder.Services);
        }

        var app = builder.Build();
        UseSteps(app);
        MapRoutes(app, options);
        return app;
    }

    /// <summary>The first address on which a started host listens.</summary>
    public static Uri Address(this WebApplication app) => new(app.Urls.First());

    private static void CheckUrl(DaylightWebOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url))
        {
            throw new ArgumentException(
                $"'{options.Url}' is no address. Write for example {DaylightWebOptions.DefaultUrl}.",
                nameof(options)
            );
        }

        if (options.Demo && !url.IsLoopback)
        {
            throw new ArgumentException(
                $"A demonstration signs people in with one click, so it listens on this machine only, not on {url.Host}. Leave the address out, or use serve.",
                nameof(options)
            );
        }
    }

    private static void AddLogging(ILoggingBuilder logging, DaylightWebOptions options)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        if (options.Logging is { } own)
        {
            own(logging);
        }
        else
        {
            logging.AddSimpleConsole(console => console.SingleLine = true);
        }
    }

    private static void AddServices(IServiceCollection services, DaylightWebOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddKeyedSingleton<ICryptoModule>(Suite.International, (_, _) => CryptoModule.International);
        services.AddKeyedSingleton<ICryptoModule>(Suite.National, (_, _) => CryptoModule.National);
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<RequestMeter>();
        if (options.Collector is { } collector)
        {
            services.AddHostedService(host => new OtlpPush(
                collector,
                host.GetRequiredService<RequestMeter>(),
                TimeProvider.System,
                host.GetRequiredService<ILogger<OtlpPush>>()
            ));
        }

        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddCascadingValue(scope =>
            scope.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Visit>() ?? new Visit()
        );
        services.AddProblemDetails();
        services.AddAntiforgery(token =>
        {
            token.Cookie.Name = "daylight-form";
            token.Cookie.SameSite = SameSiteMode.Strict;
            token.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            token.FormFieldName = "form-token";
            token.HeaderName = "Form-Token";
            token.SuppressXFrameOptionsHeader = true;
        });
        AddKeys(services, options);
        services.AddKept(options);

        // Compressed also under TLS: session cookies are SameSite, so no other site can make a browser ask for
        // a page with its cookies and measure the answer, and form tokens are masked anew in every page.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes =
            [
                .. ResponseCompressionDefaults.MimeTypes,
                "image/svg+xml",
                "application/problem+json",
            ];
        });
        services.Configure<BrotliCompressionProviderOptions>(level =>
            level.Level = System.IO.Compression.CompressionLevel.Fastest
        );
        services.Configure<GzipCompressionProviderOptions>(level =>
            level.Level = System.IO.Compression.CompressionLevel.Fastest
        );
        services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 2048;

            // What is sent stays in memory until the endpoint has looked at it: a paper with a secrecy mark is refused
            // before a byte of it reaches a disk. The limits of the bodies bound it.
            form.MemoryBufferThreshold = int.MaxValue;
        });
        services.AddRequestLimits(options.Limits);
        services.AddHostFiltering(hosts =>
        {
            hosts.AllowedHosts =
                options.Demo ? ["127.0.0.1", "localhost", "[::1]"]
                : options.Hosts.Count > 0 ? [.. options.Hosts]
                : ["*"];
            hosts.IncludeFailureMessage = false;
        });

        // TLS ends at a proxy on this machine; the forwarded headers of anybody else are not read.
        services.Configure<ForwardedHeadersOptions>(forwarded =>
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
        );
    }

    private static void AddKeys(IServiceCollection services, DaylightWebOptions options)
    {
        var keys = services.AddDataProtection().SetApplicationName("daylight");
        if (options.DataFolder is { } folder)
        {
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder, "web-keys")));
        }
        else
        {
            keys.UseEphemeralDataProtectionProvider();
        }
    }

    private static void UseSteps(WebApplication app)
    {
        app.UseMiddleware<Measured>();
        app.UseForwardedHeaders();
        app.UseHostFiltering();
        app.UseMiddleware<SafeHeaders>();
        app.UseMiddleware<ToPortal>();
        app.UseKept(app.Services.GetRequiredService<DaylightWebOptions>());
        app.UseResponseCompression();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = Answers.Failed,
                SuppressDiagnosticsCallback = failed => Answers.StatusOf(failed.Exception) < 500,
            }
        );
        app.UseStatusCodePages(status => Answers.WithoutBody(status.HttpContext));
        app.UseMiddleware<Visits>();
        app.UseMiddleware<Noted>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<FormTokens>();
        app.UseAntiforgery();
    }

    private static void MapRoutes(WebApplication app, DaylightWebOptions options)
    {
        var pages = options
            .Faces.Select(face => face.Pages)
            .OfType<System.Reflection.Assembly>()
            .Distinct()
            .ToArray();
        app.MapRazorComponents<Root>().AddAdditionalAssemblies(pages);
        app.MapAssets([typeof(Visit).Assembly, .. pages]);
        if (options.OwnHome)
        {
            app.MapGet("/", () => new RazorComponentResult<Home>());
        }

        app.MapGet(DisplaySwitch.Route, DisplaySwitch.Go);
        app.MapHealth();
        app.MapMetrics();
        if (options.Demo)
        {
            app.MapGet(
                "/style/{part?}",
                (string? part) =>
                    new RazorComponentResult<StylePage>(new Dictionary<string, object?> { ["Part"] = part })
            );
        }

        foreach (var face in options.Faces)
        {
            face.Map(app);
        }
    }
}
