package dev.skiff.it.fuzz;

import java.util.List;
import java.util.Map;

/// Changes the headers of a request. Those that say where it ends stay true; [Junk] lies about
/// them.
final class HeaderMutator implements Mutator {
    private static final List<String> TYPES = OddWords.of("header.types");
    private static final List<String> ACCEPTS = OddWords.of("header.accepts");
    private static final List<String> NAMES = OddWords.of("header.names");
    private static final List<String> CREDENTIALS = OddWords.of("header.credentials");
    private static final List<String> OTHERS = OddWords.of("header.others");
    private static final Map<String, List<String>> VALUES =
            Map.ofEntries(
                    Map.entry("Content-Type", TYPES),
                    Map.entry("Accept", ACCEPTS),
                    Map.entry("Authorization", CREDENTIALS),
                    Map.entry("Impersonate-User", NAMES),
                    Map.entry("Impersonate-Group", NAMES),
                    Map.entry("Impersonate-Uid", NAMES),
                    Map.entry("Impersonate-Extra-a", NAMES),
                    Map.entry("Impersonate-Extra-%zz", NAMES),
                    Map.entry("Impersonate-Extra-", NAMES),
                    Map.entry("Accept-Encoding", OTHERS),
                    Map.entry("User-Agent", OTHERS),
                    Map.entry("If-None-Match", OTHERS),
                    Map.entry("If-Modified-Since", OTHERS),
                    Map.entry("Range", OTHERS),
                    Map.entry("Origin", OTHERS),
                    Map.entry("Host", OTHERS),
                    Map.entry("X-Forwarded-For", OTHERS),
                    Map.entry("Cookie", OTHERS),
                    Map.entry("Kubectl-Command", OTHERS),
                    Map.entry("Audit-ID", OTHERS),
                    Map.entry("Connection", OTHERS),
                    Map.entry("X-Stream-Protocol-Version", OTHERS),
                    Map.entry("Expect", OTHERS));
    private static final List<String> HEADERS = VALUES.keySet().stream().sorted().toList();

    @Override
    public FuzzRequest mutate(FuzzRequest request, Chooser chooser) {
        if (chooser.oneIn(15)) {
            return upgraded(request, chooser);
        }
        // the two that matter most come as often as all others
        String name = chooser.oneIn(3) ? "Accept" : chooser.of(HEADERS);
        String value = chooser.of(VALUES.getOrDefault(name, OTHERS));
        if (name.startsWith("Impersonate-") && !name.equals("Impersonate-User")) {
            return request.plus("Impersonate-User", "alice").plus(name, value);
        }
        return chooser.oneIn(6) ? request.plus(name, value) : request.with(name, value);
    }

    private static FuzzRequest upgraded(FuzzRequest request, Chooser chooser) {
        String query = request.query().isEmpty() ? "watch=1" : request.query() + "&watch=1";
        FuzzRequest upgraded =
                request.withMethod("GET")
                        .withBody(new byte[0])
                        .withQuery(query)
                        .plus("Connection", "Upgrade")
                        .plus("Upgrade", chooser.oneIn(4) ? "SPDY/3.1" : "websocket")
                        .plus("Sec-WebSocket-Version", chooser.oneIn(5) ? "x" : "13")
                        .plus(
                                "Sec-WebSocket-Key",
                                chooser.oneIn(5) ? "x" : "AAAAAAAAAAAAAAAAAAAAAA==");
        return chooser.oneIn(3)
                ? upgraded.plus("Sec-WebSocket-Protocol", "v4.channel.k8s.io,base64.binary.k8s.io")
                : upgraded;
    }
}
