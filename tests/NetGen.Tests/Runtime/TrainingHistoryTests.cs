using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Runtime;

public class TrainingHistoryTests
{
    [Fact]
    public void Prints_what_was_measured_the_same_under_every_culture()
    {
        var history = new TrainingHistory(
        [
            new(1, 2.302585, double.NaN, double.NaN, double.NaN, 0.1, double.NaN, TimeSpan.FromSeconds(0.5)),
            new(10, 0.25, double.NaN, 1234.5, 0.9625, 0.005, double.NaN, TimeSpan.FromSeconds(12.25)),
        ],
        StopReason.Completed);
        using (Culture.WithComma())
        {
            Assert.Equal(
                """
                epoch     loss  validation loss  validation accuracy  learning rate  seconds
                    1  2.30259                -                    -            0.1     0.50
                   10     0.25           1234.5              96.25 %          0.005    12.25
                """,
                history.ToString());
        }
    }

    [Fact]
    public void Prints_training_accuracy_and_gradient_norms_where_they_were_measured()
    {
        var history = new TrainingHistory([new(1, 0.5, 0.875, double.NaN, double.NaN, 0.1, 12.5, TimeSpan.FromSeconds(3))], StopReason.Completed);
        Assert.Equal(
            """
            epoch  loss  accuracy  learning rate  gradient norm  seconds
                1   0.5   87.50 %            0.1           12.5     3.00
            """,
            history.ToString());
    }

    [Fact]
    public void The_best_epoch_has_the_lowest_loss_on_the_validation_data_if_there_is_any()
    {
        TrainingHistory without = History((3, double.NaN), (1, double.NaN), (1, double.NaN)), with = History((3, double.NaN), (2, 7), (1, 8));
        Assert.Equal((2, 3), (without.Best.Epoch, without.Last.Epoch));
        Assert.Equal((2, 3), (with.Best.Epoch, with.Last.Epoch));
    }

    [Fact]
    public void Without_an_epoch_there_is_neither_a_last_nor_a_best_one()
    {
        TrainingHistory history = History();
        const string Expected = "Expected at least one completed epoch, but there is none.";
        Assert.Equal(Expected, Assert.Throws<InvalidOperationException>(() => history.Last).Message);
        Assert.Equal(Expected, Assert.Throws<InvalidOperationException>(() => history.Best).Message);
        Assert.Equal("epoch  seconds", history.ToString());
    }

    private static TrainingHistory History(params (double Loss, double ValidationLoss)[] epochs) => new(
        [.. epochs.Select((epoch, i) => new EpochRecord(i + 1, epoch.Loss, double.NaN, epoch.ValidationLoss, double.NaN, 0.1, double.NaN, default))],
        StopReason.Completed);
}
