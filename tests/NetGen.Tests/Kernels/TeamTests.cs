using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Parts that throw, as a function of the user's may. Another test may have the team: then one thread does all parts.</summary>
public sealed class TeamTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    [Fact]
    public void An_exception_of_a_member_is_thrown_on_the_caller() => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            int caller = Environment.CurrentManagedThreadId, other = 0;
            using var both = new Barrier(2);
            var work = new Parts(_ =>
            {
                // Either thread has one of the two parts, or this one has both.
                both.SignalAndWait(TimeSpan.FromMilliseconds(100));
                if (Environment.CurrentManagedThreadId == caller)
                    return;

                other = Environment.CurrentManagedThreadId;
                throw new InvalidTimeZoneException("of a member");
            });
            Exception? exception = Record.Exception(() => Team.Run(work, 2));
            if (other == 0)
                return false;

            Assert.Equal("of a member", Assert.IsType<InvalidTimeZoneException>(exception).Message);
            return true;
        },
        _long));

    [Fact]
    public void No_part_is_at_work_when_the_exception_of_another_arrives()
    {
        for (int run = 0; run < 20; run++)
        {
            int begun = 0, ended = 0, caller = Environment.CurrentManagedThreadId;
            using var thrown = new ManualResetEventSlim();
            var work = new Parts(_ =>
            {
                Interlocked.Increment(ref begun);
                if (Environment.CurrentManagedThreadId == caller)
                {
                    Interlocked.Increment(ref ended);
                    thrown.Set();
                    throw new InvalidTimeZoneException();
                }

                thrown.Wait(_long);
                Thread.Sleep(5);
                Interlocked.Increment(ref ended);
            });
            Assert.Throws<InvalidTimeZoneException>(() => Team.Run(work, 4));
            Assert.Equal(begun, ended);
        }
    }

    [Fact]
    public void The_exception_is_that_of_the_first_part_and_the_team_stays_usable()
    {
        for (int run = 0; run < 100; run++)
        {
            var failing = new Parts(part => throw new InvalidTimeZoneException($"{part}"));
            Assert.Equal("0", Assert.Throws<InvalidTimeZoneException>(() => Team.Run(failing, 3)).Message);

            int done = 0;
            Team.Run(new Parts(part => Interlocked.Add(ref done, 1 << part)), 5);
            Assert.Equal(0b11111, done);
        }
    }

    [Fact]
    public void A_part_may_have_parts_itself()
    {
        int done = 0;
        Team.Run(new Parts(_ => Team.Run(new Parts(_ => Interlocked.Increment(ref done)), 3)), 4);
        Assert.Equal(12, done);
    }

    private sealed class Parts(Action<int> run) : Work
    {
        public override void Run(int part) => run(part);
    }
}
