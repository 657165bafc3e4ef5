using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace NetGen_Api.Tests;

public sealed class PredictionTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    private readonly HttpClient _client = factory.CreateClient();

    [Theory]
    [InlineData("[5.1, 3.5, 1.4, 0.2]", "setosa")]
    [InlineData("[6.4, 3.2, 4.5, 1.5]", "versicolor")]
    [InlineData("[6.3, 3.3, 6.0, 2.5]", "virginica")]
    public async Task Flowers_get_their_species(string inputs, string species)
    {
        HttpResponseMessage response = await Post($$"""{ "inputs": {{inputs}} }""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var prediction = await response.Content.ReadFromJsonAsync<PredictionResponse>(Cancel);
        Assert.Equal(species, prediction!.Species);
        Assert.Equal(3, prediction.Probabilities.Length);
        Assert.Equal(1, prediction.Probabilities.Sum(), 1e-5);
    }

    [Theory]
    [InlineData("""{ "inputs": [1, 2, 3] }""", "Expected 4 numbers, but got 3.")]
    [InlineData("""{ "inputs": [1, 2, 3, 4, 5] }""", "Expected 4 numbers, but got 5.")]
    [InlineData("{ }", "Expected 4 numbers, but got 0.")]
    [InlineData("""{ "inputs": [1, 2, 1e99, 4] }""", "Expected finite numbers, but number 3 is Infinity.")]
    public async Task Inputs_that_do_not_fit_are_named(string json, string message)
    {
        JsonElement problem = await Problem(await Post(json));

        Assert.Equal(message, problem.GetProperty("errors").GetProperty("inputs")[0].GetString());
    }

    [Theory]
    [InlineData("""{ "inputs": ["red"] }""")]
    [InlineData("no JSON")]
    public async Task What_cannot_be_read_is_a_problem(string json) => await Problem(await Post(json));

    [Fact]
    public async Task The_service_is_healthy() => Assert.Equal("Healthy", await _client.GetStringAsync("/health", Cancel));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> Post(string json) =>
        _client.PostAsync("/predict", new StringContent(json, Encoding.UTF8, "application/json"), Cancel);

    private static async Task<JsonElement> Problem(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
