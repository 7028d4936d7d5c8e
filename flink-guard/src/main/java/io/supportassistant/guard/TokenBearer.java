package io.supportassistant.guard;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.OutboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelOutboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPromise;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;

/**
 * Makes Flink's own client send the token with every request. Flink finds this class through its
 * service file.
 */
public final class TokenBearer implements OutboundChannelHandlerFactory {

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration configuration) {
        return ChangeToken.of(configuration).header().map(AuthorizationHandler::new);
    }

    private static final class AuthorizationHandler extends ChannelOutboundHandlerAdapter {

        private final String header;

        AuthorizationHandler(String header) {
            this.header = header;
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest request) {
                request.headers().set(HttpHeaderNames.AUTHORIZATION, header);
            }
            ctx.write(message, promise);
        }
    }
}
