package dev.skiff.it.fuzz;

import dev.skiff.api.schema.SchemaCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the requests: of those that Kubernetes accepted, of objects that are stored, of schemas;
/// most of them changed in a place or a few.
final class Requests {
    private static final List<String> NAMESPACES = List.of("fuzz-a", "fuzz-b", "fuzz-c");

    private static final int LARGE = 4_000;

    private final Recorded recorded = new Recorded();
    private final Specimens specimens;
    private final List<Mutator> mutators = new ArrayList<>();

    Requests() throws IOException {
        SchemaCatalogue schemas = SchemaCatalogue.load();
        specimens = new Specimens(schemas);
        add(new TreeMutator(), 14);
        add(new TextMutator(), 1);
        add(new ByteMutator(), 1);
        add(new YamlMutator(), 2);
        add(new ProtobufMutator(schemas), 3);
        add(new PatchMutator(), 3);
        add(new PathMutator(), 1);
        add(new QueryMutator(), 4);
        add(new HeaderMutator(), 3);
    }

    private void add(Mutator mutator, int weight) {
        for (int i = 0; i < weight; i++) {
            mutators.add(mutator);
        }
    }

    static List<String> namespaces() {
        return NAMESPACES;
    }

    /// @param isValid whether it was made of a request that a server accepts
    /// @param isMutated whether it was changed after that
    record Made(FuzzRequest request, boolean isValid, boolean isMutated) {}

    /// @param stored an object to make it of, if there is one
    Made next(Optional<StoredObject> stored, Chooser chooser) {
        String namespace = chooser.of(NAMESPACES);
        if (chooser.oneIn(12)) {
            return new Made(specimens.create(namespace, chooser), false, false);
        }
        FuzzRequest valid =
                stored.map(object -> object.request(chooser))
                        .orElseGet(() -> recorded.pick(namespace, chooser));
        if (chooser.oneIn(9)) {
            return new Made(valid, true, false);
        }
        FuzzRequest changed = valid;
        int count = chooser.few(3);
        int tries = 8;
        while (count > 0 && tries-- > 0) {
            FuzzRequest before = changed;
            changed = chooser.of(mutators).mutate(before, chooser);
            count -= changed == before ? 0 : 1;
        }
        return new Made(readable(changed), true, changed != valid);
    }

    /// A head that is refused before all of the body is sent breaks the connection, so that nobody
    /// may read why.
    private static FuzzRequest readable(FuzzRequest request) {
        if (request.body().length < LARGE) {
            return request;
        }
        FuzzRequest patient = request.withHeaders(request.without("Expect"));
        boolean isMalformed = patient.path().matches(".*%(00|(?![0-9a-fA-F]{2})).*");
        return isMalformed ? patient.withBody(new byte[0]) : patient;
    }

    /// A valid request, to be broken below HTTP.
    FuzzRequest valid(Chooser chooser) {
        return recorded.pick(chooser.of(NAMESPACES), chooser);
    }
}
