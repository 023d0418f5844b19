using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Daylight.Tests.Browser;

/// <summary>
/// A window in which somebody reads, points, taps and types. Nothing is done to a page that a person could not do: what
/// is not to be seen, or lies under something else, is not clicked.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(60);

    private readonly Chromium _chromium;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly string _downloads = Directory.CreateTempSubdirectory("daylight-downloads-").FullName;
    private volatile TaskCompletionSource _loaded = new();
    private string _session = "";
    private string _context = "";

    private Window(Chromium chromium, Uri address, Screen screen) =>
        (_chromium, _address, Screen) = (chromium, address, screen);

    public Screen Screen { get; private set; }

    /// <summary>Nothing is pointed at: Tab leads everywhere, and where it stands is seen.</summary>
    public bool Keyboard { get; set; }

    /// <summary>What went wrong in the page's own script, or was forbidden by its policy.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public static async Task<Window> Open(Chromium chromium, Uri address, Screen screen, bool script)
    {
        var window = new Window(chromium, address, screen);
        window._context = (string)(await chromium.Ask("Target.createBrowserContext"))["browserContextId"]!;
        var target = (string)
            (
                await chromium.Ask(
                    "Target.createTarget",
                    new() { ["url"] = "about:blank", ["browserContextId"] = window._context }
                )
            )["targetId"]!;
        window._session = (string)
            (
                await chromium.Ask(
                    "Target.attachToTarget",
                    new() { ["targetId"] = target, ["flatten"] = true }
                )
            )["sessionId"]!;
        chromium.Listen(window._session, window.Told);
        await window.Ask("Page.enable");
        await window.Ask("Runtime.enable");
        await window.Ask("Log.enable");
        if (!script)
        {
            await window.Ask("Emulation.setScriptExecutionDisabled", new() { ["value"] = true });
        }

        await chromium.Ask(
            "Browser.setDownloadBehavior",
            new()
            {
                ["behavior"] = "allow",
                ["browserContextId"] = window._context,
                ["downloadPath"] = window._downloads,
            }
        );
        await window.Show(screen);
        return window;
    }

    /// <summary>From now on on this screen, in this display.</summary>
    public async Task Show(Screen screen)
    {
        Screen = screen;
        await Ask(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = screen.Width,
                ["height"] = screen.Height,
                ["deviceScaleFactor"] = screen.Phone ? 2 : 1,
                ["mobile"] = screen.Phone,
            }
        );
        await Ask("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = screen.Phone });
        await Cookie("daylight-display", screen.Display);
    }

    public Task Cookie(string name, string value) =>
        Ask(
            "Network.setCookie",
            new()
            {
                ["name"] = name,
                ["value"] = value,
                ["url"] = _address.ToString(),
            }
        );

    /// <summary>Types an address into the address bar.</summary>
    public Task Go(string path) =>
        Leading(async () =>
        {
            var answer = await Ask("Page.navigate", new() { ["url"] = new Uri(_address, path).ToString() });
            Assert.True(answer["errorText"] is null, $"{path}: {answer["errorText"]}");
        });

    /// <summary>Path and query of the page that is shown.</summary>
    public async Task<string> At() => (string)(await Read("location.pathname + location.search"))!;

    /// <summary>All words of the page's main part, as they are to be seen.</summary>
    public async Task<string> Main() =>
        (string)(await Read("(document.querySelector('main') ?? document.body).innerText"))!;

    /// <summary>Follows a link or presses a button that leads to another page.</summary>
    /// <param name="what">A CSS selector; or the words on a link or button, in 「」.</param>
    public Task Follow(string what) => Leading(() => Click(what));

    /// <summary>Points at something and clicks, or taps it on a phone.</summary>
    public async Task Click(string what)
    {
        if (Keyboard)
        {
            await Tab(what);
            await Press((string)(await Of(what, "element.tagName"))! is "A" or "BUTTON" ? "Enter" : "Space");
            return;
        }

        var (x, y) = await Aim(what);
        if (Screen.Phone)
        {
            await Ask(
                "Input.dispatchTouchEvent",
                new()
                {
                    ["type"] = "touchStart",
                    ["touchPoints"] = new JsonArray(new JsonObject { ["x"] = x, ["y"] = y }),
                }
            );
            await Ask(
                "Input.dispatchTouchEvent",
                new() { ["type"] = "touchEnd", ["touchPoints"] = new JsonArray() }
            );
            return;
        }

        foreach (var type in (string[])["mouseMoved", "mousePressed", "mouseReleased"])
        {
            await Ask(
                "Input.dispatchMouseEvent",
                new()
                {
                    ["type"] = type,
                    ["x"] = x,
                    ["y"] = y,
                    ["button"] = type == "mouseMoved" ? "none" : "left",
                    ["clickCount"] = type == "mouseMoved" ? 0 : 1,
                }
            );
        }
    }

    /// <summary>Fills in a field: clicks it, marks what stands in it, types.</summary>
    public async Task Fill(string what, string text)
    {
        var kind = (string)(await Of(what, "element.type"))!;
        switch (kind)
        {
            case "select-one":
                await Choose(what, text);
                return;
            case "radio" or "checkbox":
                await Click($"{what}[value='{text}']");
                return;
            case "date":
                await FillDay(what, text.Split('-'));
                return;
            default:
                await (Keyboard ? Tab(what) : Click(what));
                await Ask(
                    "Input.dispatchKeyEvent",
                    new()
                    {
                        ["type"] = "keyDown",
                        ["key"] = "a",
                        ["code"] = "KeyA",
                        ["windowsVirtualKeyCode"] = 65,
                        ["modifiers"] = 2,
                        ["commands"] = new JsonArray("selectAll"),
                    }
                );
                // Chinese comes from an input method, which hands over words, not keys.
                await Ask("Input.insertText", new() { ["text"] = text });
                Assert.Equal(
                    text.ReplaceLineEndings("\n"),
                    ((string?)await Of(what, "element.value"))?.ReplaceLineEndings("\n")
                );
                return;
        }
    }

    /// <summary>Types a day in the order of the browser's language: month first, or year first.</summary>
    private async Task FillDay(string what, string[] day)
    {
        string[][] orders =
        [
            [day[1], day[2], day[0]],
            day,
        ];
        foreach (var order in orders)
        {
            await Aim(what);
            await Of(what, "element.blur()");
            await Of(what, "element.focus()");
            foreach (var part in order)
            {
                await Keys(part);
                if (part.Length == 4 && part != order[^1])
                {
                    // The year takes six digits; the others go on by themselves.
                    await Press("ArrowRight");
                }
            }

            if ((string?)await Of(what, "element.value") == string.Join('-', day))
            {
                return;
            }
        }

        Assert.Fail($"{what} does not take {string.Join('-', day)}: {await Of(what, "element.value")}");
    }

    /// <summary>Chooses an entry of a list by its words or its value, with the arrow keys.</summary>
    private async Task Choose(string what, string entry)
    {
        var at = (int)
            (
                await Of(
                    what,
                    "[...element.options].findIndex(o => o.text.trim() === words || o.value === words)",
                    entry
                )
            )!;
        Assert.True(at >= 0, $"{what} has no entry {entry}");
        await (Keyboard ? Tab(what) : Focus(what));
        await Press("Home");
        for (var step = 0; step < at; step++)
        {
            await Press("ArrowDown");
        }

        Assert.Equal(at, (int)(await Of(what, "element.selectedIndex"))!);
    }

    private async Task Focus(string what)
    {
        await Aim(what);
        await Of(what, "element.focus()");
    }

    /// <summary>Presses Tab until that has the focus. On the way there the focus is always to be seen, and never held.</summary>
    private async Task Tab(string what)
    {
        const int Most = 250;
        for (var step = 0; step < Most; step++)
        {
            await Press("Tab");
            var at = await Of(
                what,
                """
                (() => {
                  const held = document.activeElement;
                  if (!held || held === document.body) return { there: false, shown: true, what: 'nothing' };
                  const outlined = e => !!e && getComputedStyle(e).outlineStyle !== 'none';
                  return { there: held === element, shown: outlined(held) || outlined(held.closest('.file')), what: held.outerHTML.slice(0, 120) };
                })()
                """
            );
            Assert.True((bool)at!["shown"]!, $"on {await At()} the focus is not seen on {at["what"]}");
            if ((bool)at["there"]!)
            {
                return;
            }
        }

        Assert.Fail($"on {await At()} Tab does not reach {what}");
    }

    /// <summary>Keys one after the other.</summary>
    public async Task Keys(string text)
    {
        foreach (var letter in text)
        {
            await Ask(
                "Input.dispatchKeyEvent",
                new()
                {
                    ["type"] = "keyDown",
                    ["text"] = letter.ToString(),
                    ["key"] = letter.ToString(),
                }
            );
            await Ask("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = letter.ToString() });
        }
    }

    /// <summary>One key by its name: Tab, Enter, Space, Escape, Home, ArrowDown, ...; with Shift where asked.</summary>
    public async Task Press(string key, bool shift = false)
    {
        var (code, text) = key switch
        {
            "Tab" => (9, null),
            "Enter" => (13, "\r"),
            "Space" => (32, " "),
            "Escape" => (27, null),
            "End" => (35, null),
            "Home" => (36, null),
            "ArrowLeft" => (37, null),
            "ArrowUp" => (38, null),
            "ArrowRight" => (39, null),
            "ArrowDown" => (40, (string?)null),
            _ => throw new ArgumentException($"no key {key}", nameof(key)),
        };
        var down = new JsonObject
        {
            ["type"] = text is null ? "rawKeyDown" : "keyDown",
            ["key"] = key == "Space" ? " " : key,
            ["code"] = key,
            ["windowsVirtualKeyCode"] = code,
            ["modifiers"] = shift ? 8 : 0,
        };
        if (text is not null)
        {
            down["text"] = text;
        }

        var up = new JsonObject
        {
            ["type"] = "keyUp",
            ["key"] = key == "Space" ? " " : key,
            ["code"] = key,
            ["windowsVirtualKeyCode"] = code,
            ["modifiers"] = shift ? 8 : 0,
        };
        await Ask("Input.dispatchKeyEvent", down);
        await Ask("Input.dispatchKeyEvent", up);
    }

    /// <summary>Chooses files as the dialogue of a file field does.</summary>
    public async Task Hand(string what, params string[] files)
    {
        var found = await Ask(
            "Runtime.evaluate",
            new() { ["expression"] = $"document.querySelector({JsonValue.Create(what).ToJsonString()})" }
        );
        await Ask(
            "DOM.setFileInputFiles",
            new()
            {
                ["objectId"] = (string)found["result"]!["objectId"]!,
                ["files"] = new JsonArray([.. files.Select(file => (JsonNode)file)]),
            }
        );
    }

    /// <summary>Clicks a link that gives a file, and waits until it is there.</summary>
    public async Task<string> Download(string what)
    {
        var before = Directory.GetFiles(_downloads).Length;
        await Click(what);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_most)
        {
            var files = new DirectoryInfo(_downloads)
                .GetFiles()
                .OrderBy(file => file.LastWriteTimeUtc)
                .ToList();
            if (files.Count > before && files.All(file => file.Extension != ".crdownload"))
            {
                return files[^1].FullName;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{what} gave no file.");
    }

    /// <summary>A picture of the whole page.</summary>
    public async Task<byte[]> Picture(int? most = null)
    {
        var height = (int)(await Read("Math.ceil(document.documentElement.scrollHeight)"))!;
        var shot = await Ask(
            "Page.captureScreenshot",
            new()
            {
                ["format"] = "png",
                ["captureBeyondViewport"] = true,
                ["clip"] = new JsonObject
                {
                    ["x"] = 0,
                    ["y"] = 0,
                    ["width"] = Screen.Width,
                    ["height"] = Math.Min(Math.Max(height, 1), most ?? 12_000),
                    ["scale"] = 1,
                },
            }
        );
        return Convert.FromBase64String((string)shot["data"]!);
    }

    /// <summary>The page as it is printed, as PDF.</summary>
    public async Task<byte[]> Print() =>
        Convert.FromBase64String(
            (string)
                (
                    await Ask(
                        "Page.printToPDF",
                        new() { ["preferCSSPageSize"] = true, ["printBackground"] = false }
                    )
                )["data"]!
        );

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> Read(string expression)
    {
        var answer = await Ask(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        );
        Assert.True(
            answer["exceptionDetails"] is null,
            $"{expression[..Math.Min(200, expression.Length)]}: {answer["exceptionDetails"]?["exception"]?["description"]}"
        );
        return answer["result"]!["value"]?.DeepClone();
    }

    /// <summary>An expression about the one element that a person would take that to be, as <c>element</c>.</summary>
    public Task<JsonNode?> Of(string what, string expression, string words = "") =>
        Read(
            $"(() => {{ const words = {JsonValue.Create(words).ToJsonString()}; const element = ({Finder})({JsonValue.Create(what).ToJsonString()}); if (!element) throw new Error('nothing is ' + {JsonValue.Create(what).ToJsonString()} + ' on ' + location.pathname); return {expression}; }})()"
        );

    /// <summary>Whether that is to be seen on the page.</summary>
    public async Task<bool> Shows(string what) =>
        (bool)(await Read($"!!({Finder})({JsonValue.Create(what).ToJsonString()})"))!;

    public async ValueTask DisposeAsync()
    {
        _chromium.Leave(_session);
        await _chromium.Ask("Target.disposeBrowserContext", new() { ["browserContextId"] = _context });
        Directory.Delete(_downloads, recursive: true);
    }

    public Task<JsonNode> Ask(string method, JsonObject? parameters = null) =>
        _chromium.Ask(method, parameters, _session);

    /// <summary>Does something that leads to another page, and waits until that has come.</summary>
    public async Task Leading(Func<Task> something)
    {
        var loaded = _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var from = await At();
        await something();
        try
        {
            await loaded.Task.WaitAsync(s_most);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Nothing was loaded after a click on {from}.", late);
        }
    }

    /// <summary>
    /// The one element: by selector, or by the words of a link, button or summary in 「」. What is not to be seen is not
    /// found; where several fit, the main part of the page counts first. A selector behind the words: what stands beside them.
    /// </summary>
    private const string Finder = """
        what => {
          const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
          const [, words = null, beside = ''] = what.match(/^「(.*)」(.*)$/) ?? [];
          const all = [...document.querySelectorAll(words === null ? what : 'a[href], button, summary, label')].filter(seen);
          const said = e => e.innerText.replace(/\s+/g, ' ').trim();
          const fit = words === null ? all : [...all.filter(e => said(e) === words), ...all.filter(e => said(e).includes(words))];
          let found = fit.find(e => e.closest('main')) ?? fit[0] ?? null;
          if (!beside) return found;
          for (let around = found; around; around = around.parentElement) {
            const inside = [...around.querySelectorAll(beside)].find(seen);
            if (inside) return inside;
          }
          return null;
        }
        """;

    /// <summary>Scrolls something to where it is seen, and says where to point.</summary>
    private async Task<(double X, double Y)> Aim(string what)
    {
        var at = await Of(
            what,
            """
            (() => {
              element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
              const box = [...element.getClientRects()].find(b => b.width > 0 && b.height > 0) ?? element.getBoundingClientRect();
              const x = box.left + box.width / 2, y = box.top + box.height / 2;
              const hit = document.elementFromPoint(x, y);
              const own = element.closest('label') ?? element;
              return { x, y, hit: !!hit && (own.contains(hit) || hit.contains(own) && hit.tagName === 'LABEL' || element.labels && [...element.labels].some(l => l.contains(hit))), over: hit ? hit.outerHTML.slice(0, 120) : 'nothing' };
            })()
            """
        );
        Assert.True((bool)at!["hit"]!, $"{what} on {await At()} lies under {at["over"]}");
        return ((double)at["x"]!, (double)at["y"]!);
    }

    private void Told(string method, JsonNode told)
    {
        switch (method)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                _faults.Enqueue($"{told["exceptionDetails"]?["exception"]?["description"]}");
                break;
            // A refusal is an answer with a page.
            case "Log.entryAdded"
                when $"{told["entry"]?["level"]}" == "error"
                    && !$"{told["entry"]?["text"]}".Contains("status of 409", StringComparison.Ordinal):
                _faults.Enqueue(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{told["entry"]!["text"]} {told["entry"]!["url"]}"
                    )
                );
                break;
            case "Page.javascriptDialogOpening":
                // 「离开此页？」 is answered with yes; a test that minds looks into the faults.
                _faults.Enqueue($"asked: {told["type"]} {told["message"]}");
                _ = Ask("Page.handleJavaScriptDialog", new() { ["accept"] = true });
                break;
        }
    }
}
