package io.supportassistant.doubles;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Genesys' channels. Creating one too many evicts the least recently used, preferably one without a
 * connection; a second connection to a channel closes the first.
 */
final class NotificationChannels {

    private static final class Channel {

        private final Set<String> topics = new LinkedHashSet<>();
        private ServerWebSocket socket;
    }

    private final int maxChannels;

    /** Ordered by access, least recently used first. */
    private final Map<String, Channel> channels = new LinkedHashMap<>(16, 0.75f, true);

    private int connectionsMade;

    NotificationChannels(int maxChannels) {
        this.maxChannels = maxChannels;
    }

    synchronized String create() {
        if (channels.size() >= maxChannels) {
            String evicted =
                    channels.entrySet().stream()
                            .filter(entry -> entry.getValue().socket == null)
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElse(channels.keySet().iterator().next());
            close(channels.remove(evicted));
        }
        String id = "streaming-" + UUID.randomUUID();
        channels.put(id, new Channel());
        return id;
    }

    synchronized boolean exists(String id) {
        return channels.containsKey(id);
    }

    /** Returns false if the topics exceed the limit. */
    synchronized boolean subscribe(String id, List<String> topics, boolean replace, int maxTopics) {
        Channel channel = channels.get(id);
        Set<String> all = new LinkedHashSet<>(replace ? Set.of() : channel.topics);
        all.addAll(topics);
        if (all.size() > maxTopics) {
            return false;
        }
        channel.topics.clear();
        channel.topics.addAll(all);
        return true;
    }

    synchronized List<String> topics(String id) {
        return List.copyOf(channels.get(id).topics);
    }

    /** Returns false if the channel does not exist. */
    synchronized boolean connect(String id, ServerWebSocket socket) {
        Channel channel = channels.get(id);
        if (channel == null) {
            return false;
        }
        ServerWebSocket before = channel.socket;
        channel.socket = socket;
        connectionsMade++;
        socket.closeHandler(closed -> disconnected(id, socket));
        if (before != null) {
            before.close();
        }
        return true;
    }

    private synchronized void disconnected(String id, ServerWebSocket socket) {
        Channel channel = channels.get(id);
        if (channel != null && channel.socket == socket) {
            channel.socket = null;
        }
    }

    synchronized List<ServerWebSocket> sockets(String topic) {
        return channels.values().stream()
                .filter(channel -> channel.socket != null && channel.topics.contains(topic))
                .map(channel -> channel.socket)
                .toList();
    }

    synchronized List<ServerWebSocket> sockets() {
        return channels.values().stream()
                .map(channel -> channel.socket)
                .filter(Objects::nonNull)
                .toList();
    }

    synchronized int listenedTopics() {
        return channels.values().stream()
                .filter(channel -> channel.socket != null)
                .mapToInt(channel -> channel.topics.size())
                .sum();
    }

    synchronized int count() {
        return channels.size();
    }

    synchronized int connectionsMade() {
        return connectionsMade;
    }

    synchronized void unsubscribeAll() {
        channels.values().forEach(channel -> channel.topics.clear());
    }

    synchronized void forgetAll() {
        List<Channel> all = new ArrayList<>(channels.values());
        channels.clear();
        all.forEach(NotificationChannels::close);
    }

    private static void close(Channel channel) {
        if (channel.socket != null) {
            channel.socket.close();
        }
    }
}
