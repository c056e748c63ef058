package dev.skiff.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Makes a request that shows a fault as simple as it gets while the fault shows.
final class Shrinker {
    private static final int MAX_TRIES = 600;

    private final Predicate<FuzzRequest> showsFault;
    private int tries;

    Shrinker(Predicate<FuzzRequest> showsFault) {
        this.showsFault = showsFault;
    }

    FuzzRequest shrink(FuzzRequest faulty) {
        FuzzRequest smallest = faulty;
        boolean isSmaller = true;
        while (isSmaller && tries < MAX_TRIES) {
            isSmaller = false;
            for (FuzzRequest simpler : simpler(smallest)) {
                if (tries++ < MAX_TRIES && showsFault.test(simpler)) {
                    smallest = simpler;
                    isSmaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<FuzzRequest> simpler(FuzzRequest request) {
        List<FuzzRequest> simpler = new ArrayList<>();
        request.headers().forEach(h -> simpler.add(request.withHeaders(request.without(h.name()))));
        List<String> pairs = Arrays.asList(request.query().split("&", -1));
        for (int i = 0; i < pairs.size() && !request.query().isEmpty(); i++) {
            List<String> fewer = new ArrayList<>(pairs);
            fewer.remove(i);
            simpler.add(request.withQuery(String.join("&", fewer)));
        }
        if (request.isJson()) {
            simplerBodies(request, simpler);
        }
        return simpler;
    }

    /// Larger parts first.
    private static void simplerBodies(FuzzRequest request, List<FuzzRequest> simpler) {
        try {
            JsonNode root = Json.mapper().readTree(request.body());
            int places = Place.in(root).size();
            for (int i = 0; i < places; i++) {
                JsonNode without = root.deepCopy();
                Place.in(without).get(i).remove();
                simpler.add(request.withBody(Json.write(without)));
            }
        } catch (IOException _) {
            simpler.add(request.withBody(new byte[0]));
        }
    }
}
