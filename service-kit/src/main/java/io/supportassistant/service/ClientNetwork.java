package io.supportassistant.service;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** From where somebody calls: an IPv4 address, or the network of an IPv6 address. */
public final class ClientNetwork {

    /**
     * A provider gives each customer an IPv6 network of this length, so it counts as one address.
     */
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** Empty if the address is not known. */
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
