package dev.skiff.agent.runtime.docker;

import java.util.List;

/// Reads the kernel's table of IPv4 routes.
final class RoutingTable {
    private RoutingTable() {}

    /// Destinations other than the default route, as `10.0.0.0/8`.
    ///
    /// @param lines of `/proc/net/route`, with its heading
    static List<String> ranges(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\\s+"))
                .filter(fields -> fields.length > 7)
                .filter(fields -> !fields[7].equals("00000000"))
                .map(fields -> address(fields[1]) + "/" + prefixLength(fields[7]))
                .toList();
    }

    /// The table writes addresses as they lie in memory, lowest byte first.
    private static String address(String hex) {
        long value = Long.parseLong(hex, 16);
        return (value & 255)
                + "."
                + (value >> 8 & 255)
                + "."
                + (value >> 16 & 255)
                + "."
                + (value >> 24 & 255);
    }

    private static int prefixLength(String hex) {
        return Long.bitCount(Long.parseLong(hex, 16));
    }
}
