using Hejie.Kernel;
using Hejie.Ui;

var settings = Settings.FromEnvironment();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddUi(settings);

var app = builder.Build();
app.MapUi();
app.Run();
return 0;
