package io.supportassistant.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Decodes one request of a connection at a time: the next one only after the previous response is
 * written to the socket. Pipelined requests wait in one buffer of about 16 KiB at most (64 KiB over
 * TLS), and then in the socket, so a client that reads no responses uses no more memory. Each
 * further request in the buffer waits for the next round of the event loop, which serves the other
 * connections in between.
 *
 * <p>Closes the connection if a request is still incomplete some time after its response: a client
 * that sends its body very slowly would otherwise hold the connection without ever being idle.
 */
class PacedRequestDecoder extends VertxHttpRequestDecoder {

    private static final int MIN_READ = 64;
    private static final int FIRST_READ = 2 * 1024;
    private static final int MAX_READ = 16 * 1024;
    private static final long UNREAD_BODY_MILLIS = 2_000;

    private ChannelHandlerContext ctx;

    /**
     * Complete requests without a complete response; negative if a response was complete before its
     * request was.
     */
    private int unanswered;

    private long responses;

    /** Whether this decoder, and not Vert.x, has paused reading from the socket. */
    private boolean isHeldBack;

    /** Whether decoding of the next buffered request is scheduled. */
    private boolean isResuming;

    PacedRequestDecoder(HttpServerOptions options) {
        super(options);
        setCumulator(PacedRequestDecoder::joined);
    }

    /**
     * Copies to a heap buffer of the exact size: a slice of a pooled chunk would keep the whole
     * chunk while it waits. Vert.x copies bodies out of a pool in any case.
     */
    private static ByteBuf joined(ByteBufAllocator alloc, ByteBuf before, ByteBuf read) {
        if (!read.isReadable()) {
            read.release();
            return before;
        }
        try {
            return Unpooled.buffer(before.readableBytes() + read.readableBytes())
                    .writeBytes(before)
                    .writeBytes(read);
        } finally {
            before.release();
            read.release();
        }
    }

    /** The handler to add after the response encoder. */
    final ChannelOutboundHandlerAdapter responseWatch() {
        return new ResponseWatch();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        ChannelConfig config = added.channel().config();
        // With TLS, the handshake has already fixed the read size, but not the number of reads per
        // round.
        if (config.getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator reads) {
            reads.maxMessagesPerRead(1);
        }
        config.setRecvByteBufAllocator(
                new AdaptiveRecvByteBufAllocator(MIN_READ, FIRST_READ, MAX_READ)
                        .maxMessagesPerRead(1));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext removed) throws Exception {
        super.handlerRemoved0(removed);
        if (isHeldBack) {
            isHeldBack = false;
            removed.channel().config().setAutoRead(true);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
            throws Exception {
        if (unanswered > 0) {
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        for (int i = before; i < out.size(); i++) {
            decoded(out.get(i));
        }
    }

    /** Runs for each part of a request that was decoded: head, content, end. */
    void decoded(Object part) {
        if (part instanceof LastHttpContent) {
            unanswered++;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        pace();
    }

    /** Runs after Vert.x has set auto-read itself, so that the two do not override each other. */
    private void pace() {
        if (ctx.isRemoved()) {
            return;
        }
        ChannelConfig config = ctx.channel().config();
        boolean isFull = (unanswered > 0 || isResuming) && actualReadableBytes() > 0;
        if (isFull && config.isAutoRead()) {
            isHeldBack = true;
            config.setAutoRead(false);
        } else if (!isFull && isHeldBack) {
            isHeldBack = false;
            config.setAutoRead(true);
        }
    }

    private void answered() {
        unanswered--;
        responses++;
        if (unanswered < 0) {
            cutOffUnreadBody(responses);
        }
        if (unanswered <= 0 && !isResuming && !ctx.isRemoved() && actualReadableBytes() > 0) {
            isResuming = true;
            ctx.executor().schedule(this::resume, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void cutOffUnreadBody(long response) {
        ctx.executor()
                .schedule(
                        () -> {
                            if (unanswered < 0 && responses == response && !ctx.isRemoved()) {
                                ctx.close();
                            }
                        },
                        UNREAD_BODY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void resume() {
        isResuming = false;
        if (ctx.isRemoved() || !ctx.channel().isActive()) {
            return;
        }
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    private final class ResponseWatch extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (!(msg instanceof LastHttpContent) || isInterim(msg)) {
                ctx.write(msg, promise);
                return;
            }
            ChannelPromise sent = promise.unvoid();
            sent.addListener(done -> answered());
            ctx.write(msg, sent);
        }

        private static boolean isInterim(Object msg) {
            return msg instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && response.status().code() != 101;
        }

        @Override
        public void read(ChannelHandlerContext ctx) {
            // Vert.x may request a read while the buffer here is not empty yet.
            pace();
            if (!isHeldBack) {
                ctx.read();
            }
        }
    }
}
