using System.Runtime.ExceptionServices;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// Threads that do one piece of work each and meet on the way. The calling thread does piece 0 and leads: at a meeting it waits until all others
/// have come, does what concerns all, and lets them go on. So between two meetings nobody waits for anybody, and a piece that throws is noticed at the next.
/// </summary>
/// <param name="work">The work; its argument is the number of the piece.</param>
/// <param name="pieces">The most pieces.</param>
/// <param name="threads">How many threads may compute at the same time.</param>
internal sealed class MeetingThreads(Action<int> work, int pieces, int threads)
{
    private readonly SemaphoreSlim _turns = new(threads), _arrived = new(0);
    private readonly SemaphoreSlim[] _go = [.. Enumerable.Range(0, pieces).Select(_ => new SemaphoreSlim(0))];
    private readonly Exception?[] _faults = new Exception?[pieces];
    private readonly bool[] _isDone = new bool[pieces];
    private int _active, _computing;
    private bool _isAwaited, _isBroken, _isStarted, _hasEnded;

    /// <summary>Does the first <paramref name="active"/> pieces. If some throw, throws the exception of the first of them when all have ended.</summary>
    public void Run(int active)
    {
        if (!_isStarted)
            Start();

        (_active, _isBroken) = (active, false);
        Array.Clear(_faults);
        Array.Clear(_isDone);
        Resume();
        Attempt(0);
        Await();

        // Those that still wait at a meeting would wait forever.
        _isBroken = true;
        Resume();
        Await();
        if ((_faults.FirstOrDefault(fault => fault is not (null or BrokenMeetingException)) ?? _faults.FirstOrDefault(fault => fault is not null)) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Waits until all pieces have come to this meeting. Meanwhile, piece 0 calls <paramref name="lead"/>.</summary>
    public void Meet(int piece, Action lead)
    {
        _turns.Release();
        if (piece == 0)
        {
            Await();
            _turns.Wait();
            if (_faults.AsSpan(0, _active).ContainsAnyExcept((Exception?)null))
                throw new BrokenMeetingException();

            lead();
            Resume();
        }
        else
        {
            Arrive();
            _go[piece].Wait();
            _turns.Wait();
            if (_isBroken)
                throw new BrokenMeetingException();
        }
    }

    /// <summary>Ends the threads.</summary>
    public void End()
    {
        _hasEnded = true;
        for (int piece = 1; piece < pieces; piece++)
            _go[piece].Release();
    }

    private void Start()
    {
        if (pieces > 1 && Team.IsSingleThreaded)
            throw new PlatformNotSupportedException($"Expected a platform with threads to train a synchronized batch normalization in {pieces} shards on one process, but this one has none: set {nameof(TrainingOptions.Shards)} to 1.");

        for (int piece = 1; piece < pieces; piece++)
        {
            int number = piece;
            new Thread(() => Loop(number)) { IsBackground = true, Name = $"NetGen shard {number}" }.Start();
        }

        _isStarted = true;
    }

    private void Loop(int piece)
    {
        while (true)
        {
            _go[piece].Wait();
            if (_hasEnded)
                return;

            Attempt(piece);
            _isDone[piece] = true;
            Arrive();
        }
    }

    private void Attempt(int piece)
    {
        _turns.Wait();
        try
        {
            work(piece);
        }
        catch (Exception exception)
        {
            _faults[piece] = exception;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Lets all others compute that have not ended.</summary>
    private void Resume()
    {
        for (int piece = 1; piece < _active; piece++)
            _computing += _isDone[piece] ? 0 : 1;

        _isAwaited = _computing > 0;
        for (int piece = 1; piece < _active; piece++)
        {
            if (!_isDone[piece])
                _go[piece].Release();
        }
    }

    /// <summary>Waits until all of them are at a meeting or have ended.</summary>
    private void Await()
    {
        if (_isAwaited)
            _arrived.Wait();
        _isAwaited = false;
    }

    private void Arrive()
    {
        if (Interlocked.Decrement(ref _computing) == 0)
            _arrived.Release();
    }

    /// <summary>Another piece has failed or ended, so that a meeting cannot take place.</summary>
    private sealed class BrokenMeetingException : Exception;
}
