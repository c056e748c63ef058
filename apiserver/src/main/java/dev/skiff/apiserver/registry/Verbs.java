package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.store.Store;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The verbs, put together once for all kinds.
final class Verbs {
    private final Map<String, Verb> ofAll = new LinkedHashMap<>();

    Verbs(Store store, InstantSource clock, Identities identities) {
        Answers answers = new Answers(clock);
        Freshness freshness = new Freshness(store);
        BodyDecoder decoder = new BodyDecoder();
        Creation creation = new Creation(clock, identities);
        Modification modification = new Modification();
        Deletion deletion = new Deletion(clock);
        GetVerb get = new GetVerb(freshness, answers);
        ListVerb list = new ListVerb(freshness, answers);
        ofAll.put("create", new CreateVerb(decoder, creation, answers));
        ofAll.put("get", get);
        ofAll.put("list", list);
        ofAll.put("watch", new WatchVerb(clock, identities, freshness, answers));
        ofAll.put(
                "update",
                new UpdateVerb(WriteScope.MAIN, decoder, creation, modification, answers));
        ofAll.put("patch", new PatchVerb(WriteScope.MAIN, decoder, modification, answers));
        ofAll.put("delete", new DeleteVerb(deletion, answers));
        ofAll.put("deletecollection", new DeleteCollectionVerb(list, deletion, answers));
        ofAll.put("status/get", get);
        ofAll.put(
                "status/update",
                new UpdateVerb(WriteScope.STATUS, decoder, creation, modification, answers));
        ofAll.put("status/patch", new PatchVerb(WriteScope.STATUS, decoder, modification, answers));
    }

    /// By the name of the verb, after the subresource and a slash where there is one.
    Map<String, Verb> of(Kind kind) {
        Map<String, Verb> verbs = new LinkedHashMap<>(ofAll);
        return verbs;
    }
}
