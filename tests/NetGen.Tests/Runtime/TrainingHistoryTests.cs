using System.Globalization;
using Xunit;

namespace NetGen.Tests.Runtime;

public class TrainingHistoryTests
{
    [Fact]
    public void Prints_a_table_that_is_the_same_under_every_culture()
    {
        var history = new TrainingHistory(
        [
            new(1, 2.302585, double.NaN, double.NaN, TimeSpan.FromSeconds(0.5)),
            new(10, 0.25, 1234.5, 0.9625, TimeSpan.FromSeconds(12.25)),
        ]);
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(
                """
                epoch     loss  validation loss  validation accuracy  seconds
                    1  2.30259                -                    -     0.50
                   10     0.25           1234.5              96.25 %    12.25
                """,
                history.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
