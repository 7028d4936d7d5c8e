package io.supportassistant.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds with 403 to requests that the rules or the token check refuse, and closes the
 * connection. Flink adds this handler after the one that writes uploaded files to disk. It moves
 * itself before that one, so that nothing of a refused request is stored.
 */
final class GuardHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(GuardHandler.class);

    private final BrowserRules rules;
    private final ChangeToken token;
    private boolean moved;
    private boolean refused;

    GuardHandler(BrowserRules rules, ChangeToken token) {
        this.rules = rules;
        this.token = token;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!moved) {
            moved = true;
            String codec = ctx.pipeline().context(HttpServerCodec.class).name();
            ctx.pipeline().remove(this);
            ctx.pipeline().addAfter(codec, "guard", new GuardHandler(this));
        }
    }

    private GuardHandler(GuardHandler other) {
        this(other.rules, other.token);
        moved = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            HttpHeaders headers = request.headers();
            Optional<String> refusal =
                    rules.refusal(
                                    request.uri(),
                                    headers.getAll(HttpHeaderNames.HOST),
                                    headers.getAll(HttpHeaderNames.ORIGIN))
                            .or(
                                    () ->
                                            token.refusal(
                                                    request.method().name(),
                                                    headers.getAll(HttpHeaderNames.AUTHORIZATION)));
            if (refusal.isPresent()) {
                refused = true;
                LOG.warn(
                        "Refused a {} request to Flink's REST server: {}",
                        request.method(),
                        refusal.get());
                ReferenceCountUtil.release(message);
                ctx.writeAndFlush(answer(refusal.get())).addListener(ChannelFutureListener.CLOSE);
                return;
            }
        }
        ctx.fireChannelRead(message);
    }

    private static FullHttpResponse answer(String reason) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.FORBIDDEN,
                        Unpooled.copiedBuffer(reason + "\n", UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, "close")
                .set("x-content-type-options", "nosniff");
        return response;
    }
}
