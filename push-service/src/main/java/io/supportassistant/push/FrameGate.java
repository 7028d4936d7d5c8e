package io.supportassistant.push;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.supportassistant.service.RateLimit;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.util.function.LongSupplier;

/**
 * Limits the frames of one WebSocket other than complete text messages. Vert.x responds to each
 * ping at once, even if the client does not read, and calls no handler; so this handler comes
 * before it.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {

    /** Burst limit for pings, pongs and parts of messages. */
    static final int MAX_BURST = 100;

    private static final double PER_SECOND = 10;

    private final LongSupplier nanoTime;
    private final Refusal refusal;
    private final RateLimit frames;
    private boolean isShut;
    private boolean isCutOff;

    /** Callbacks for a refused client; each is called at most once, on its event loop. */
    interface Refusal {

        /** The client sent a binary message; only a close frame passes from now on. */
        void binary();

        /** The client sent too many frames; its connection is closed without a close frame. */
        void tooMany();
    }

    /**
     * @param nanoTime the time in nanoseconds, from any fixed point
     */
    FrameGate(LongSupplier nanoTime, Refusal refusal) {
        this.nanoTime = nanoTime;
        this.refusal = refusal;
        frames = new RateLimit(PER_SECOND, MAX_BURST, nanoTime.getAsLong());
    }

    /** Adds this handler in front of the connection's WebSocket; call it on the event loop. */
    void guard(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        ChannelHandlerContext vertxContext = pipeline.context(VertxHandler.class);
        // Null if the client has disconnected.
        if (vertxContext != null) {
            pipeline.addBefore(vertxContext.name(), "frame-gate", this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame frame) || passes(ctx, frame)) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private boolean passes(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (isCutOff) {
            return false;
        }
        if (frame instanceof CloseWebSocketFrame) {
            return true;
        }
        // Complete text messages have their own limits, while a reader consumes them.
        boolean isWholeText = frame instanceof TextWebSocketFrame && frame.isFinalFragment();
        if ((isShut || !isWholeText) && frames.take(nanoTime.getAsLong()) > 0) {
            isCutOff = true;
            refusal.tooMany();
            // Without a close frame: the client may not read it.
            ctx.close();
            return false;
        }
        if (!isShut && frame instanceof BinaryWebSocketFrame) {
            isShut = true;
            refusal.binary();
        }
        // A ping may stay without a pong if a later one gets it (RFC 6455, 5.5.3).
        boolean isPingToSkip = frame instanceof PingWebSocketFrame && !ctx.channel().isWritable();
        return !isShut && !isPingToSkip;
    }
}
