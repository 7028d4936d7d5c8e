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
 * Bounds the frames of one WebSocket other than whole texts. Vert.x answers each ping at once, even
 * if the client does not read, and calls no handler; so this handler comes before it.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {

    /** Pings, pongs and parts of messages that may come at once after a pause. */
    static final int MOST_AT_ONCE = 100;

    private static final double PER_SECOND = 10;

    private final LongSupplier nanoTime;
    private final Refusal refusal;
    private final RateLimit frames;
    private boolean isShut;
    private boolean isCutOff;

    /** What becomes of a client; called once each at most, on its event loop. */
    interface Refusal {

        /** It sent a binary message; nothing but a close frame passes from now on. */
        void binary();

        /** It sent too many frames; its connection is cut off. */
        void tooMany();
    }

    /**
     * @param nanoTime the time in nanoseconds, from any fixed point
     */
    FrameGate(LongSupplier nanoTime, Refusal refusal) {
        this.nanoTime = nanoTime;
        this.refusal = refusal;
        frames = new RateLimit(PER_SECOND, MOST_AT_ONCE, nanoTime.getAsLong());
    }

    /** Puts itself in front of the WebSocket of a connection; to be called on its event loop. */
    void guard(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((HttpServerConnection) connection).channelHandlerContext().pipeline();
        ChannelHandlerContext ofVertx = pipeline.context(VertxHandler.class);
        // There is none if the client has gone.
        if (ofVertx != null) {
            pipeline.addBefore(ofVertx.name(), "frame-gate", this);
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
        // Whole texts have limits of their own, while somebody reads them.
        boolean isWholeText = frame instanceof TextWebSocketFrame && frame.isFinalFragment();
        if ((isShut || !isWholeText) && frames.take(nanoTime.getAsLong()) > 0) {
            isCutOff = true;
            refusal.tooMany();
            // Not by a close frame: the client may not read it.
            ctx.close();
            return false;
        }
        if (!isShut && frame instanceof BinaryWebSocketFrame) {
            isShut = true;
            refusal.binary();
        }
        // A ping may stay unanswered if a later one is answered (RFC 6455, 5.5.3).
        boolean isToWait = frame instanceof PingWebSocketFrame && !ctx.channel().isWritable();
        return !isShut && !isToWait;
    }
}
