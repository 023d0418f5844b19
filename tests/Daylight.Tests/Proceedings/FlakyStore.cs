using System.Reflection;
using Daylight.Store;

namespace Daylight.Tests.Proceedings;

/// <summary>
/// A store whose appends fail by turns: before anything was written, after all of it was, or as if another node had been
/// quicker. Everything else passes through.
/// </summary>
public class FlakyStore : DispatchProxy
{
    private ILogStore _inner = null!;
    private int _appends;
    private int _writing;
    private int _overlaps;

    /// <summary>Look-ups that were made while a group was being written.</summary>
    public int Overlaps => Volatile.Read(ref _overlaps);

    public static (ILogStore Store, FlakyStore Flaky) Over(ILogStore inner)
    {
        var store = Create<ILogStore, FlakyStore>();
        var flaky = (FlakyStore)(object)store;
        flaky._inner = inner;
        return (store, flaky);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(ILogStore.Append))
        {
            return Answer(Append((Group)args![0]!, (CancellationToken)args[1]!));
        }

        if (targetMethod.Name == nameof(ILogStore.LookUp) && Volatile.Read(ref _writing) > 0)
        {
            Interlocked.Increment(ref _overlaps);
        }

        return targetMethod.Invoke(_inner, args);
    }

    /// <summary>The proxy hands back objects.</summary>
    private static object Answer(ValueTask<Appended> appended) => appended;

    private async ValueTask<Appended> Append(Group group, CancellationToken cancel)
    {
        var turn = Interlocked.Increment(ref _appends) % 9;
        Interlocked.Increment(ref _writing);
        try
        {
            // Long enough for the next group to be decided meanwhile.
            await Task.Delay(5, cancel);
            if (turn == 3)
            {
                throw new StoreFailedException("nothing was written", outcomeKnown: true);
            }

            var appended = turn == 5 ? Appended.Moved : await _inner.Append(group, cancel);
            return turn == 7
                ? throw new StoreFailedException("the answer was lost", outcomeKnown: false)
                : appended;
        }
        finally
        {
            Interlocked.Decrement(ref _writing);
        }
    }
}
