package io.supportassistant.service;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Rejects a request that has both a Content-Length and a Transfer-Encoding, because a proxy may
 * read another request from the same bytes. Netty's own decoder drops the length (RFC 9112, section
 * 6.3), and Vert.x has no option for it, so this replaces the decoder of each HTTP/1 connection. It
 * also reports a malformed chunk, to which Vert.x would send no response.
 */
final class StrictRequestDecoder extends PacedRequestDecoder {

    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";
    private static final String RESPONSE_WATCH = "responseWatch";

    private final IntConsumer malformed;
    private int requests;
    private boolean isMalformed;

    private StrictRequestDecoder(HttpServerOptions options, IntConsumer malformed) {
        super(options);
        this.malformed = malformed;
    }

    /**
     * @param malformed runs once, on the event loop, if the body of a request is unreadable, with
     *     the number of the request, from 1; nothing more is read from the connection
     */
    static void on(HttpConnection connection, HttpServerOptions options, IntConsumer malformed) {
        if (connection instanceof ConnectionBase base) {
            ChannelPipeline pipeline = base.channel().pipeline();
            if (pipeline.get(DECODER) != null) {
                StrictRequestDecoder decoder = new StrictRequestDecoder(options, malformed);
                pipeline.replace(DECODER, DECODER, decoder);
                pipeline.addAfter(ENCODER, RESPONSE_WATCH, decoder.responseWatch());
            }
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException(
                "The request has both Content-Length and Transfer-Encoding");
    }

    @Override
    void decoded(Object part) {
        super.decoded(part);
        if (part instanceof HttpRequest) {
            requests++;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        super.decode(ctx, in, out);
        int last = out.size() - 1;
        if (last >= 0
                && out.get(last) instanceof HttpContent content
                && !(content instanceof HttpMessage)
                && content.decoderResult().isFailure()) {
            out.remove(last);
            content.release();
            if (!isMalformed) {
                isMalformed = true;
                // Runs after Vert.x has handled the preceding parts of the same read, such as the
                // request's head.
                int broken = requests;
                ctx.executor().execute(() -> malformed.accept(broken));
            }
        }
    }
}
