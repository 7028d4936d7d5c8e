package io.supportassistant.service;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Data that waits to be written because the socket accepts no more now.
 *
 * @param bytes total size
 * @param first the message being written, compared by identity, or null
 * @param taken bytes of it that the socket has accepted
 */
record PendingWrites(long bytes, Object first, long taken) {

    static final PendingWrites NONE = new PendingWrites(0, null, 0);

    static PendingWrites of(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) {
            return NONE;
        }
        ChannelOutboundBuffer waiting = base.channel().unsafe().outboundBuffer();
        return waiting == null || waiting.current() == null
                ? NONE
                : new PendingWrites(
                        waiting.totalPendingWriteBytes(),
                        waiting.current(),
                        waiting.currentProgress());
    }

    /** Whether the socket has accepted nothing since then. */
    boolean standsStillSince(PendingWrites before) {
        return first != null
                && first == before.first
                && taken == before.taken
                && bytes == before.bytes;
    }

    /** Closes a connection at once; Vert.x would wait until the pending writes are out. */
    static void drop(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            Channel channel = base.channel();
            channel.pipeline().firstContext().close();
        }
    }
}
