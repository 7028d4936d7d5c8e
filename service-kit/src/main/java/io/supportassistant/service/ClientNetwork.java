package io.supportassistant.service;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** The client's network: its IPv4 address, or the /64 network of its IPv6 address. */
public final class ClientNetwork {

    /**
     * A provider gives each customer a whole IPv6 network of this length, so it counts as one
     * address.
     */
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** Empty if the address is unknown. */
    public static String of(SocketAddress remote) {
        if (remote == null || remote.hostAddress() == null) {
            return "";
        }
        if (remote.hostAddress().indexOf(':') < 0) {
            return remote.hostAddress();
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(remote.hostAddress());
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : remote.hostAddress();
    }
}
