package dev.skiff.apiserver.registry;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.apiserver.admission.AdmissionChain;
import dev.skiff.apiserver.admission.ClusterState;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The verbs, put together once for all kinds.
final class Verbs {
    private final Map<String, Verb> ofAnyKind = new LinkedHashMap<>();
    private final Map<Kind, Map<String, Verb>> ofOneKind = new LinkedHashMap<>();
    private final Deletion deletion;

    /// @param resources what calls that are not of one kind alone also concern
    /// @param cluster what tokens are bound to
    Verbs(
            Registry.World world,
            Identities identities,
            AdmissionChain admission,
            Function<Kind, Resource> resources,
            ClusterState cluster) {
        InstantSource clock = world.clock();
        Answers answers = new Answers(clock, world.schemas());
        BodyDecoder decoder = new BodyDecoder(world.schemas());
        OwnerRecorder owners = new OwnerRecorder(clock);
        Creation creation =
                new Creation(clock, identities, admission, world.settings().unattended());
        deletion = new Deletion(clock, admission);
        Modification modification = new Modification(admission);
        Writing writing = new Writing(decoder, creation, modification, owners, answers);
        Freshness freshness = new Freshness(world.store());
        GetVerb get = new GetVerb(freshness, answers);
        ListVerb list = new ListVerb(freshness, answers);
        ofAnyKind.put("get", get);
        ofAnyKind.put("list", list);
        addDeletes(list, new DeleteOptionsReader(world.schemas()), answers);
        ofAnyKind.put("watch", new WatchVerb(clock, identities, freshness, answers));
        addWrites(writing);
        addStatus(get, writing);
        addScale(new ScaleVerbs(world.schemas(), get, writing));
        BindingVerb binding =
                new BindingVerb(
                        clock, world.schemas(), resources.apply(Kinds.POD), decoder, modification);
        Map<String, Verb> ofPods = parts(get, writing);
        ofPods.put("binding/create", binding);
        ofPods.put("log/get", new LogVerb(get, world.settings().tunnel()));
        DisruptionBudgets budgets =
                new DisruptionBudgets(
                        clock,
                        resources.apply(Kinds.POD_DISRUPTION_BUDGET),
                        freshness,
                        modification);
        EvictedPods evicted = new EvictedPods(clock, modification, deletion);
        ofPods.put(
                "eviction/create",
                new EvictionVerb(world.schemas(), decoder, admission, budgets, evicted));
        ofOneKind.put(Kinds.POD, ofPods);
        ofOneKind.put(
                Kinds.SERVICE_ACCOUNT,
                Map.of("token/create", new TokenVerb(world, identities, cluster, decoder)));
        ofOneKind.put(Kinds.BINDING, Map.of("create", binding));
        ofOneKind.put(
                Kinds.CERTIFICATE_SIGNING_REQUEST,
                part(new StatusPartScope("approval"), get, writing));
        ofOneKind.put(
                Kinds.NAMESPACE,
                Map.of("finalize/update", new UpdateVerb(new FinalizeScope(), writing)));
    }

    void add(Kind kind, Map<String, Verb> verbs) {
        ofOneKind.put(kind, verbs);
    }

    /// By the name of the verb, after the subresource and a slash where there is one.
    Map<String, Verb> of(Kind kind) {
        Map<String, Verb> verbs = new LinkedHashMap<>(ofAnyKind);
        verbs.putAll(ofOneKind.getOrDefault(kind, Map.of()));
        return verbs;
    }

    /// What changes a part of a pod.
    private static Map<String, Verb> parts(GetVerb get, Writing writing) {
        Map<String, Verb> verbs = new LinkedHashMap<>();
        for (String part : List.of("ephemeralcontainers", "resize")) {
            verbs.putAll(part(new PartScope(part), get, writing));
        }
        return verbs;
    }

    private static Map<String, Verb> part(WriteScope scope, GetVerb get, Writing writing) {
        String part = scope.subresource();
        return Map.of(
                part + "/get",
                get,
                part + "/update",
                new UpdateVerb(scope, writing),
                part + "/patch",
                new PatchVerb(scope, writing));
    }

    private void addDeletes(ListVerb list, DeleteOptionsReader options, Answers answers) {
        ofAnyKind.put("delete", new DeleteVerb(options, deletion, answers));
        ofAnyKind.put(
                "deletecollection", new DeleteCollectionVerb(list, options, deletion, answers));
    }

    private void addWrites(Writing writing) {
        ofAnyKind.put("create", new CreateVerb(writing));
        ofAnyKind.put("update", new UpdateVerb(WriteScope.MAIN, writing));
        ofAnyKind.put("patch", new PatchVerb(WriteScope.MAIN, writing));
    }

    private void addStatus(GetVerb get, Writing writing) {
        ofAnyKind.put("status/get", get);
        ofAnyKind.put("status/update", new UpdateVerb(WriteScope.STATUS, writing));
        ofAnyKind.put("status/patch", new PatchVerb(WriteScope.STATUS, writing));
    }

    private void addScale(ScaleVerbs scale) {
        ofAnyKind.put("scale/get", scale::get);
        ofAnyKind.put("scale/update", scale::update);
        ofAnyKind.put("scale/patch", scale::patch);
    }
}
