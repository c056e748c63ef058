package dev.skiff.standalone;

import dev.skiff.standalone.usage.UsageException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// A range of IPv4 addresses: `10.43.0.0/16`.
record AddressRange(String text) {
    private static final String FORM = "[0-9]{1,3}(\\.[0-9]{1,3}){3}/([0-9]|[12][0-9]|3[0-2])";

    /// @throws UsageException if `text` is not one
    AddressRange {
        if (!text.matches(FORM)) {
            throw new UsageException(text + " is not a range of addresses such as 10.43.0.0/16");
        }
    }

    /// The first address that can be used, which the Service `kubernetes` has.
    String firstAddress() {
        try {
            byte[] address =
                    InetAddress.getByName(text.substring(0, text.indexOf('/'))).getAddress();
            address[address.length - 1] |= 1;
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new UsageException(text + " is not a range of addresses", e);
        }
    }
}
