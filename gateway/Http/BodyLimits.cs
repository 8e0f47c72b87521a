using Microsoft.AspNetCore.Http.Features;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Http;

/// <summary>
/// Refuses a body that says it is too large before a byte of it is read, and cuts off one that does not say.
/// </summary>
public static class BodyLimits
{
    /// <summary>Comes after routing, which finds the endpoint and with it the limit.</summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var limit = http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Json;
        // Kestrel's own limit would reset the connection, and a caller still sending would never read why. Without it
        // what is left of a refused body is read and thrown away, for five seconds at most.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } kestrel)
            kestrel.MaxRequestBodySize = null;
        if (http.Request.ContentLength > limit)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        if (http.Request.ContentLength is null)
            http.Request.Body = new LimitedStream(http.Request.Body, limit);
        return next(http);
    });

    /// <summary>Gives as many bytes as allowed and then fails as Kestrel would.</summary>
    private sealed class LimitedStream(Stream body, long left) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
        {
            var read = await body.ReadAsync(buffer, cancel);
            left -= read;
            return left >= 0
                ? read
                : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) =>
            ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
