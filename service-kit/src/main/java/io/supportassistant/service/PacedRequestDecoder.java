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
 * Takes one request at a time from a connection: the next one after the answer to the one before
 * has gone out to the socket. What a client sends ahead stays in one buffer of at most some 16 KiB
 * (64 KiB over TLS), and then in the socket, so a client that reads no answers costs no more. Each
 * further request of the buffer waits for the next round of the event loop, which serves the other
 * connections in between.
 */
class PacedRequestDecoder extends VertxHttpRequestDecoder {

    private static final int LEAST_READ = 64;
    private static final int FIRST_READ = 2 * 1024;
    private static final int MOST_READ = 16 * 1024;

    private ChannelHandlerContext ctx;

    /**
     * Whole requests without a whole answer; below 0 if an answer came before the request's end.
     */
    private int unanswered;

    /** Whether this, and not Vert.x, has stopped reading from the socket. */
    private boolean isHeldBack;

    /** Whether the next request of the buffer has its turn soon. */
    private boolean isGoingOn;

    PacedRequestDecoder(HttpServerOptions options) {
        super(options);
        setCumulator(PacedRequestDecoder::joined);
    }

    /**
     * A copy in the heap, of that size: a part of a pool's chunk that waits would keep all of the
     * chunk. Vert.x copies bodies out of a pool in any case.
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

    /** What is to be added behind the encoder of the answers. */
    final ChannelOutboundHandlerAdapter answers() {
        return new Answers();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        ChannelConfig config = added.channel().config();
        // Over TLS the handshake has fixed the size of a read, but not how many make a round.
        if (config.getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator reads) {
            reads.maxMessagesPerRead(1);
        }
        config.setRecvByteBufAllocator(
                new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ)
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
        for (Object read : out.subList(before, out.size())) {
            if (read instanceof LastHttpContent) {
                unanswered++;
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        pace();
    }

    /** After Vert.x has said whether it wants more, so the two do not undo each other's choice. */
    private void pace() {
        if (ctx.isRemoved()) {
            return;
        }
        ChannelConfig config = ctx.channel().config();
        boolean isFull = (unanswered > 0 || isGoingOn) && actualReadableBytes() > 0;
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
        if (unanswered <= 0 && !isGoingOn && !ctx.isRemoved() && actualReadableBytes() > 0) {
            isGoingOn = true;
            ctx.executor().schedule(this::goOn, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void goOn() {
        isGoingOn = false;
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

    private final class Answers extends ChannelOutboundHandlerAdapter {

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
            // Vert.x may want to read on while this has not got rid of what came before.
            pace();
            if (!isHeldBack) {
                ctx.read();
            }
        }
    }
}
