package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sends requests, round by round: namespaces, requests, everything stored is read, and taken away.
final class FuzzRun {
    private static final int ROUND = 1500;
    private static final int REMEMBERED = 300;
    private static final int MAX_FINDINGS = 40;
    private static final Pattern LOGGED = Pattern.compile(" ERROR |\\.java:\\d+\\)|Exception");

    /// Jetty gives back a buffer twice when a client leaves at a certain moment; the connection is
    /// over by then, and nothing else comes of it.
    private static final Pattern HARMLESS =
            Pattern.compile("Exception in thread .*: already released .*\\R(\\s+at .*\\R)*");

    private final FuzzedServer server;
    private final Client client;
    private final long seed;
    private final Requests requests = new Requests();
    private final StoreCheck check;
    private final Findings findings;
    private final Tally tally = new Tally();
    private final List<String> stored = new ArrayList<>();
    private final Map<String, FuzzRequest> writers = new LinkedHashMap<>();
    private long logBytes;

    FuzzRun(FuzzedServer server, Client client, long seed, Findings findings) throws IOException {
        this.server = server;
        this.client = client;
        this.seed = seed;
        this.findings = findings;
        this.check = new StoreCheck(client);
        this.logBytes = server.logBytes();
    }

    Tally tally() {
        return tally;
    }

    /// Sends those with the numbers from 0 on.
    void send(int count) throws IOException {
        for (int number = 0; number < count && findings.size() < MAX_FINDINGS; number++) {
            if (number % ROUND == 0) {
                beginRound(number);
            }
            Chooser chooser = new Chooser(seed, number);
            if (chooser.oneIn(60)) {
                sendJunk(number, Junk.pick(requests.valid(chooser), server.host(), chooser));
            } else {
                send(number, requests.next(base(chooser), chooser));
            }
        }
        endRound(count);
    }

    /// An object as it is now, to make the next request of.
    private Optional<StoredObject> base(Chooser chooser) throws IOException {
        if (stored.isEmpty() || chooser.oneIn(2)) {
            return Optional.empty();
        }
        String path = chooser.of(stored);
        Answer answer = client.send(FuzzRequest.get(path));
        if (answer.status() != 200) {
            stored.remove(path);
            return Optional.empty();
        }
        return Optional.of(new StoredObject(path, Json.readOwn(answer.body())));
    }

    private void beginRound(int number) throws IOException {
        if (number > 0) {
            endRound(number);
        }
        for (String namespace : Requests.namespaces()) {
            check.makeNamespace(namespace);
        }
    }

    private void endRound(int number) throws IOException {
        check.problems()
                .forEach((what, problem) -> findings.addStored(number, what, problem, writers));
        check.clean()
                .forEach(
                        (path, why) ->
                                findings.addStored(
                                        number, path, "cannot be taken away: " + why, writers));
        stored.clear();
        writers.clear();
        noteLog(number, "the round's reads and deletes");
        if (!server.isAlive()) {
            findings.add(number, "the server ended", Optional.empty());
        }
    }

    private void send(int number, Requests.Made made) {
        FuzzRequest request = made.request();
        Optional<String> problem;
        try {
            Answer answer = client.send(request);
            tally.count(made, answer.status());
            remember(request, answer);
            problem = AnswerRules.problem(answer);
        } catch (IOException e) {
            tally.count(made, 0);
            problem = Optional.of("no answer: " + e);
        }
        problem.ifPresent(what -> findings.add(number, what, Optional.of(shrunk(request, what))));
        noteLog(number, request.method() + " " + request.target());
    }

    /// The fault counts as the same when it begins with the same words.
    private FuzzRequest shrunk(FuzzRequest request, String problem) {
        if (problem.startsWith("no answer") || findings.knows(problem)) {
            return request;
        }
        String kind = problem.substring(0, Math.min(problem.length(), 30));
        return new Shrinker(simpler -> problemOf(simpler).startsWith(kind)).shrink(request);
    }

    private String problemOf(FuzzRequest request) {
        try {
            return AnswerRules.problem(client.send(request)).orElse("");
        } catch (IOException _) {
            return "";
        }
    }

    private void sendJunk(int number, byte[] junk) {
        tally.countJunk();
        try {
            String back = client.sendJunk(junk);
            if (back.contains("\"reason\":\"InternalError\"") || back.contains("\r\n\r\n500 ")) {
                findings.addJunk(number, AnswerRules.shortened(back), junk);
            }
        } catch (IOException e) {
            findings.addJunk(number, "junk is not let go of: " + e, junk);
        }
        noteLog(number, "junk");
    }

    /// What was written, and by which request.
    private void remember(FuzzRequest request, Answer answer) {
        boolean isWritten = (answer.status() == 200 || answer.status() == 201) && answer.isJson();
        if (!isWritten || request.method().matches("GET|HEAD|DELETE")) {
            return;
        }
        try {
            JsonNode metadata = Json.mapper().readTree(answer.body()).path("metadata");
            String name = metadata.path("name").asText();
            String path = request.path() + (request.method().equals("POST") ? "/" + name : "");
            if (!metadata.path("resourceVersion").isTextual() || !path.endsWith("/" + name)) {
                return;
            }
            writers.put(path, request);
            if (stored.size() < REMEMBERED) {
                stored.add(path);
            } else {
                stored.set(path.hashCode() & 0xff, path);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a successful answer is no JSON", e);
        }
    }

    private void noteLog(int number, String what) {
        long bytes = server.logBytes();
        if (bytes == logBytes) {
            return;
        }
        String added = server.log().substring((int) Math.min(logBytes, server.log().length()));
        logBytes = bytes;
        if (LOGGED.matcher(HARMLESS.matcher(added).replaceAll("")).find()) {
            findings.addLogged(number, what, added);
        }
    }
}
