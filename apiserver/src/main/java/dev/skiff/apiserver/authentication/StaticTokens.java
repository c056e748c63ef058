package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.UserInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens known from the start. Only their hashes are kept, so a lookup tells nothing by its
/// timing.
public final class StaticTokens implements TokenSource {
    /// Copied for each token, which is quicker than to look for one.
    private static final MessageDigest UNUSED_DIGEST = digest();

    private final Map<ByteBuffer, UserInfo> users;

    private StaticTokens(Map<ByteBuffer, UserInfo> users) {
        this.users = users;
    }

    public static StaticTokens of(Map<String, UserInfo> usersByToken) {
        Map<ByteBuffer, UserInfo> users = new LinkedHashMap<>();
        usersByToken.forEach((token, user) -> users.put(hash(token), user));
        return new StaticTokens(users);
    }

    /// Reads the lines of a token file as kube-apiserver does: `token,user,uid` and, optionally,
    /// groups in one quoted column. Lines that are empty or begin with `#` are passed over; of a
    /// repeated token the last line counts.
    ///
    /// @throws IllegalArgumentException if a line has fewer than three columns
    public static StaticTokens parse(List<String> lines) {
        Map<String, UserInfo> users = new LinkedHashMap<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> columns = columns(line);
            if (columns.size() < 3 || columns.getFirst().isEmpty()) {
                throw new IllegalArgumentException(
                        "line "
                                + (at + 1)
                                + " of the token file is not \"token,user,uid[,groups]\"");
            }
            users.put(columns.getFirst(), user(columns));
        }
        return of(users);
    }

    private static UserInfo user(List<String> columns) {
        List<String> groups = new ArrayList<>();
        if (columns.size() > 3) {
            for (String group : columns.get(3).split(",", -1)) {
                groups.add(group.strip());
            }
        }
        groups.add(UserInfo.AUTHENTICATED_GROUP);
        return new UserInfo(columns.get(1), columns.get(2), groups);
    }

    /// Splits at commas outside quotes; a doubled quote inside quotes is one quote.
    private static List<String> columns(String line) {
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                if (quoted && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                    column.append('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                columns.add(column.toString().strip());
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        columns.add(column.toString().strip());
        return columns;
    }

    @Override
    public Optional<UserInfo> userOf(String token) {
        return Optional.ofNullable(users.get(hash(token)));
    }

    private static ByteBuffer hash(String token) {
        try {
            MessageDigest digest = (MessageDigest) UNUSED_DIGEST.clone();
            return ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 cannot be copied", e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
