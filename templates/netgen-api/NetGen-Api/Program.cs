using NetGen;
using NetGen_Api;

if (args is ["train", string path])
{
    Training.Run(path);
    return;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.AddHealthChecks();
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);

// Loaded once, before the first request. One network serves them all: Forward is safe to call from many threads.
builder.Services.AddSingleton(IrisNet.Load(Path.Combine(AppContext.BaseDirectory, "iris.safetensors")));

WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapHealthChecks("/health");
app.MapPost("/predict", (PredictionRequest request, IrisNet net) => Prediction.Of(net, request));
app.Run();
