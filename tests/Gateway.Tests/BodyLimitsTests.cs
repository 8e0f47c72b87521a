using System.IO.Pipelines;
using System.Net;
using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Tests.Harness;
using SupplyFinance.Platform.Http;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class BodyLimitsTests
{
    private const long FarTooLarge = 200L * 1024 * 1024;

    /// <summary>Clients gather what is written to them up to some kilobytes before they send it.</summary>
    private const int LargerThanAnyBuffer = 256 * 1024;

    /// <summary>Only a failing test waits so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static JsonObject Documents(string path) =>
        Route(path).With("Metadata", new JsonObject { ["bodyLimit"] = "document" });

    [Theory]
    [InlineData("/json", BodyLimit.Json)]
    [InlineData("/documents", BodyLimit.Document)]
    public async Task A_body_of_exactly_the_limit_arrives_whole(string path, long length)
    {
        await using var rig = await Rig.Start(Route("/json"), Documents("/documents"));
        var seen = await Seen.In(await Post(rig, path, new Zeros(length), isLengthTold: true));
        Assert.Equal(length, seen.BodyLength);
    }

    [Theory]
    [InlineData("/json", BodyLimit.Json + 1, true)]
    [InlineData("/json", BodyLimit.Json + 1, false)]
    [InlineData("/documents", BodyLimit.Document + 1, true)]
    [InlineData("/documents", BodyLimit.Document + 1, false)]
    [InlineData("/documents", FarTooLarge, true)]
    public async Task A_larger_body_is_413_whether_or_not_it_tells_its_length(
        string path, long length, bool isLengthTold)
    {
        await using var rig = await Rig.Start(Route("/json"), Documents("/documents"));
        var response = await Post(rig, path, new Zeros(length), isLengthTold);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body-too-large", await Problem.Code(response));
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_it_is_sent()
    {
        await using var rig = await Rig.Start(Route("/json"));
        var never = new Pipe();
        var response = await rig.Send(HttpMethod.Post, "/json", change: request =>
        {
            request.Content = new StreamContent(never.Reader.AsStream());
            request.Content.Headers.ContentLength = FarTooLarge;
            request.Headers.ExpectContinue = true;
        });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task An_upload_streams_the_service_has_the_first_bytes_before_the_last_are_sent()
    {
        var first = new TaskCompletionSource();
        await using var slow = await Backend.Start("slow", async http =>
        {
            await http.Request.Body.ReadExactlyAsync(new byte[10]);
            first.SetResult();
            await http.Request.Body.CopyToAsync(Stream.Null);
        });
        await using var rig = await Rig.Start(Of(Route("/x", host: "slow")), others: new Dictionary<string, Uri>
        {
            ["slow"] = slow.Address,
        });
        var pipe = new Pipe();
        var answer = rig.Send(
            HttpMethod.Post, "/x", change: request => request.Content = new StreamContent(pipe.Reader.AsStream()));
        await pipe.Writer.WriteAsync(new byte[LargerThanAnyBuffer], TestContext.Current.CancellationToken);
        await first.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(answer.IsCompleted);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
    }

    private static Task<HttpResponseMessage> Post(Rig rig, string path, Stream body, bool isLengthTold) =>
        rig.Send(HttpMethod.Post, path, change: request =>
        {
            request.Content = new StreamContent(body);
            if (!isLengthTold)
                request.Headers.TransferEncodingChunked = true;
        });

    /// <summary>So many zero bytes, none of them in memory.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
