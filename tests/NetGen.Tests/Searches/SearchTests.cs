using System.Text.RegularExpressions;
using NetGen.Tests.Runtime;
using NetGen.Tests.Support;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Searches;

public class SearchTests
{
    // Two samples, targets 1 and 3 at input 0: each fold trains on one and is scored on the other.
    private static readonly Dataset _data = new([0.0, 0], [1, 3], 1, 1);

    [Fact]
    public void Scores_are_those_of_the_folds_worked_out_by_hand_and_the_best_is_first()
    {
        // A step of 1 goes to the own target, 2 away from the other: 2 and 2. A step of 1/2 goes to 1/2 and 3/2: 25/8 and 1/8.
        SearchResult<double> result = Run([1, 0.5]);
        Assert.Equal(SearchScore.Loss, result.Score);
        Assert.Equal([0.5, 1], result.Rows.Select(row => row.Configuration));
        Assert.Equal([(1.625, 1.5), (2, 0)], result.Rows.Select(row => (row.Mean, row.Deviation)));
        Assert.Equal([0.125, 3.125], result.Best.Scores.Order());
        Assert.Equal((1, 0.5), (result.Best.Index, result.Best.Configuration));
    }

    [Fact]
    public void What_failed_is_a_row_at_the_end()
    {
        // The loss at 1e155 and beyond is greater than all numbers, which the second epoch sees.
        SearchResult<double> result = Run([1e200, 1, -1, 0.5, 1e155], epochs: 2);
        Assert.Equal([1, 0.5], result.Rows.Take(2).Select(row => row.Configuration).OrderDescending());
        Assert.Equal([1e200, -1, 1e155], result.Rows.Skip(2).Select(row => row.Configuration));
        Assert.IsType<TrainingDivergedException>(result.Rows[2].Error);
        Assert.StartsWith("Expected a finite learningRate greater than 0, but got -1.", Assert.IsType<ArgumentOutOfRangeException>(result.Rows[3].Error).Message);
        Assert.All(result.Rows.Skip(2), row => Assert.True(double.IsNaN(row.Mean) && double.IsNaN(row.Deviation) && row.Scores.Count == 0));

        Assert.Equal("Expected a finite loss, but got Infinity on fold 0.", Run([1e155]).Rows[0].Error!.Message);
        var exception = Assert.Throws<InvalidOperationException>(() => Run([-1, -2]).Best);
        Assert.StartsWith("Expected a configuration that did not fail, but all 2 did. The first: Expected a finite learningRate", exception.Message);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        double[] rates = Search.Draw(24, seed: 2, sampler => sampler.LogUniform(1e-3, 10));
        Dataset data = Dataset.FromLabels([.. Enumerable.Range(0, 80).Select(i => MathF.Sin(i))], [.. Enumerable.Range(0, 40).Select(i => i % 3)], 2, 3);
        SearchResult<double> one = Run(1), four = Run(4);
        Assert.Equal(SearchScore.Accuracy, one.Score);
        Assert.True(one.Rows.Select(row => row.Mean).Distinct().Count() > 1);
        Assert.Equal(one.Rows.Select(row => row.Mean).OrderDescending(), one.Rows.Select(row => row.Mean));
        Assert.Equal(one.Rows.Select(row => (row.Configuration, row.Index, row.Mean, row.Deviation)), four.Rows.Select(row => (row.Configuration, row.Index, row.Mean, row.Deviation)));
        Assert.Equal(one.Rows.SelectMany(row => row.Scores), four.Rows.SelectMany(row => row.Scores));

        SearchResult<double> Run(int threads) => Search.CrossValidate(
            rates,
            data,
            _ => new FakeClassifier<float>(2, (4, Activation.Tanh), (3, Activation.Softmax)),
            rate => new() { Epochs = 5, Optimizer = new Sgd(rate) },
            new() { Folds = 4, Seed = 9, DegreeOfParallelism = threads });
    }

    [Fact]
    public void A_tie_stays_in_order_and_accuracy_must_exist_where_it_is_asked_for()
    {
        SearchResult<(double, string)> tie = Search.CrossValidate(
            [(1.0, "a"), (1.0, "b"), (1.0, "c")], _data, _ => Line(0, 0), c => new() { Epochs = 1, Optimizer = new Sgd(c.Item1) }, new() { Folds = 2 });
        Assert.Equal(["a", "b", "c"], tie.Rows.Select(row => row.Configuration.Item2));

        SearchRow<double> row = Assert.Single(Run([1], score: SearchScore.Accuracy).Rows);
        Assert.Equal("Expected a finite accuracy, but got NaN on fold 0.", row.Error!.Message);
    }

    [Fact]
    public void The_table_has_a_line_for_each_the_same_under_every_culture()
    {
        using (Culture.WithComma())
        {
            string[] lines = Run([1, 0.5, -1]).ToString().Split('\n');
            Assert.Equal(
            [
                "rank loss +- seconds configuration",
                "1 1.625 1.5 S 0.5",
                "2 2 0 S 1",
                "3 - - S -1 failed: Expected a finite learningRate greater than 0, but got -1. ...",
            ],
            lines.Select(line => Regex.Replace(Regex.Replace(line.Trim(), " +", " "), @"\b\d+\.\d\d ", "S ")));
            Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        }
    }

    [Fact]
    public void Progress_comes_once_for_each()
    {
        var seen = new List<SearchProgress>();
        Run([1, 0.5, -1, 2], progress: new Listener(seen.Add));
        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], seen.Select(p => (p.Completed, p.Total)));
        Assert.Equal(TimeSpan.Zero, seen[3].Remaining);
        Assert.Equal(seen[0].Elapsed.TotalSeconds * 3, seen[0].Remaining.TotalSeconds, 1e-6);
    }

    [Fact]
    public void Can_be_cancelled_between_folds_and_within_a_training()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run([1, 0.5, 2, 3, 4, 5], progress: new Listener(_ => source.Cancel()), token: source.Token));

        using var within = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Search.CrossValidate(
            [1, 2, 3],
            _data,
            _ => Line(0, 0),
            _ => new()
            {
                Epochs = int.MaxValue,
                Optimizer = Still,
                CancellationToken = within.Token,
                OnBatch = _ =>
                {
                    within.Cancel();
                    return TrainingSignal.Continue;
                },
            },
            new() { Folds = 2, CancellationToken = within.Token }));
    }

    [Fact]
    public void Refuses_what_it_cannot_search()
    {
        Assert.StartsWith("Expected 1 or more configurations, but got 0.", Assert.Throws<ArgumentException>("configurations", () => Run([])).Message);
        Assert.StartsWith("Expected DegreeOfParallelism of 1 or more, but got 0.", Assert.Throws<ArgumentException>("options", () => Run([1], threads: 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("k", () => Search.CrossValidate([1], _data, _ => Line(0, 0), _ => new(), new() { Folds = 3 }));
        SearchResult<int> shared = Search.CrossValidate([1], _data, _ => Line(0, 0), _ => new() { CheckpointPath = "x" }, new() { Folds = 2 });
        Assert.Equal("Expected no CheckpointPath in a search, because all runs would share the file, but got x.", shared.Rows[0].Error!.Message);
    }

    // A step of 1 goes to the own target, 2 away from the other.
    [Fact]
    public void Scores_are_those_of_the_reports_or_of_a_function()
    {
        Assert.Equal((4, 1), Score(SearchScore.MeanSquaredError));
        Assert.Equal((2, 1), Score(SearchScore.MeanAbsoluteError));
        Assert.Equal((2, 1), Score(SearchScore.OfRegression("error", report => report.Outputs[0].MeanAbsoluteError, isHigherBetter: false)));

        // The line's b: 1 and 3 with a step of 1, and 0.5 and 1.5 with one of a half.
        Assert.Equal((2, 1), Score(SearchScore.Of<double>("b", (network, _) => network.Parameters[1])));
        Assert.Equal((1, 0.5), Score(SearchScore.Of<double>("b", (network, _) => network.Parameters[1], isHigherBetter: false)));
        Assert.Equal((1, 1), Score(SearchScore.Of<double>("samples", (_, fold) => fold.Count)));

        (double, double) Score(SearchScore score)
        {
            SearchResult<double> result = Run(score.Name == "b" ? [1, 0.5] : [1], score: score);
            Assert.Same(score, result.Score);
            Assert.StartsWith($"rank {score.Name} +- seconds", Regex.Replace(result.ToString().TrimStart(), " +", " "));
            return (result.Best.Mean, result.Best.Configuration);
        }
    }

    [Fact]
    public void Scores_of_classifiers_are_those_of_their_reports()
    {
        Dataset data = Dataset.FromLabels([.. Enumerable.Range(0, 80).Select(i => MathF.Sin(i))], [.. Enumerable.Range(0, 40).Select(i => i % 3)], 2, 3);
        (Dataset train, Dataset test)[] folds = data.KFold(4, seed: 9);
        ClassificationReport[] reports = Array.ConvertAll(folds, fold => ClassificationReport.Of(Trained(fold.train), fold.test));
        Check(SearchScore.MacroPrecision, report => report.Confusion.Macro.Precision);
        Check(SearchScore.MacroRecall, report => report.Confusion.Macro.Recall);
        Check(SearchScore.MacroF1, report => report.Confusion.Macro.F1);
        Check(SearchScore.WeightedF1, report => report.Confusion.Weighted.F1);
        Check(SearchScore.LogLoss, report => report.LogLoss);
        Check(SearchScore.RocAuc, report => report.RocAuc);
        Check(SearchScore.TopKAccuracy(2), report => report.TopKAccuracy(2));
        Check(SearchScore.OfClassification("recall of 1", report => report.Confusion.Recall(1)), report => report.Confusion.Recall(1));
        Assert.Equal([false, false], new[] { SearchScore.LogLoss, SearchScore.Loss }.Select(score => score.IsHigherBetter));

        void Check(SearchScore score, Func<ClassificationReport, double> expected)
        {
            SearchRow<int> row = Assert.Single(Search.CrossValidate([1], data, _ => Net(), _ => Options(), new() { Folds = 4, Seed = 9, Score = score }).Rows);
            Assert.Equal(reports.Select(expected), row.Scores);
        }

        FakeClassifier<float> Trained(Dataset fold)
        {
            FakeClassifier<float> net = Net();
            Trainer.Fit(net, fold, Options());
            return net;
        }

        static FakeClassifier<float> Net() => new(2, (4, Activation.Tanh), (3, Activation.Softmax));

        static TrainingOptions Options() => new() { Epochs = 5, Optimizer = new Sgd(0.5) };
    }

    [Fact]
    public void A_score_that_fails_or_does_not_fit_is_that_of_its_rows()
    {
        SearchRow<double> thrown = Assert.Single(Run([1], score: SearchScore.Of<double>("own", (_, _) => throw new InvalidTimeZoneException("No."))).Rows);
        Assert.Equal("No.", Assert.IsType<InvalidTimeZoneException>(thrown.Error).Message);
        SearchRow<double> other = Assert.Single(Run([1], score: SearchScore.Of<float>("own", (_, _) => 1)).Rows);
        Assert.Equal("Expected networks of Single for the score 'own', but FakeNet uses Double.", other.Error!.Message);
        SearchRow<double> nan = Assert.Single(Run([1], score: SearchScore.Of<double>("own", (_, _) => double.NaN)).Rows);
        Assert.Equal("Expected a finite own, but got NaN on fold 0.", nan.Error!.Message);
    }

    [Fact]
    public void The_best_is_trained_again_on_all_data()
    {
        // One batch of both samples: the mean of the targets is 2, and a step of 1/2 goes half the way.
        (ITrainableNetwork<double> network, TrainingHistory history) = Run([1, 0.5]).Refit();
        Assert.Equal(1, network.Parameters[1]);
        Assert.Equal([2.5], history.Epochs.Select(epoch => epoch.Loss));
        Assert.IsType<FakeNetwork<double>>(network);
        Assert.StartsWith("Expected a configuration that did not fail, but all 1 did.", Assert.Throws<InvalidOperationException>(() => Run([-1]).Refit()).Message);
    }

    [Fact]
    public void A_long_message_is_cut_in_the_table_and_whole_in_the_row()
    {
        string message = string.Join('\n', Enumerable.Repeat("a long message of many words", 10));
        SearchResult<double> result = Run([1], score: SearchScore.Of<double>("own", (_, _) => throw new InvalidOperationException(message)));
        string[] lines = result.ToString().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("1 failed: a long message of many words a long message of many words a ...", lines[1]);
        Assert.Equal(message, result.Rows[0].Error!.Message);
        Assert.EndsWith(message, result.Rows[0].ToString());
    }

    [Fact]
    public void A_factory_that_gives_null_is_named_in_its_row()
    {
        SearchRow<int> network = Search.CrossValidate<int, double>([1], _data, _ => null!, _ => new(), new() { Folds = 2 }).Rows[0];
        Assert.Equal("Expected createNetwork to return a network, but got null.", network.Error!.Message);
        SearchRow<int> settings = Search.CrossValidate([1], _data, _ => Line(0, 0), _ => null!, new() { Folds = 2 }).Rows[0];
        Assert.Equal("Expected createOptions to return settings, but got null.", settings.Error!.Message);
    }

    private static SearchResult<double, double> Run(
        double[] rates, int epochs = 1, SearchScore? score = null, int threads = 2, IProgress<SearchProgress>? progress = null, CancellationToken token = default) =>
        Search.CrossValidate(
            rates,
            _data,
            _ => Line(0, 0),
            rate => new() { Epochs = epochs, Optimizer = new Sgd(rate) },
            new() { Folds = 2, Score = score, DegreeOfParallelism = threads, Progress = progress, CancellationToken = token });

    private sealed class Listener(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
