package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.FieldPath;
import java.time.InstantSource;
import java.util.List;

/// `POST` of a Binding: puts a pod on a node, once and for all.
final class BindingVerb implements Verb {
    private static final WriteScope SCOPE = new OwnScope("binding");

    private final InstantSource clock;
    private final BodyShape shape;
    private final Resource pods;
    private final BodyDecoder decoder;
    private final Modification modification;

    BindingVerb(
            InstantSource clock,
            SchemaCatalogue schemas,
            Resource pods,
            BodyDecoder decoder,
            Modification modification) {
        this.clock = clock;
        this.shape = BodyShape.of(schemas, "v1", "Binding");
        this.pods = pods;
        this.decoder = decoder;
        this.modification = modification;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        WriteOptions options = WriteOptions.of(request.http(), "CreateOptions");
        WriteContext unnamed = WriteContext.of(request, options);
        ObjectNode binding = decoder.body(request.http(), shape, unnamed);
        ObjectMeta meta = ObjectMeta.of(binding);
        NameCheck.requireNamespace(unnamed, meta);
        if (!request.name().isEmpty() && !request.name().equals(meta.name())) {
            throw ApiException.badRequest("name in URL does not match name in Binding object");
        }
        requireTarget(binding, meta.name());
        WriteContext context =
                new WriteContext(
                        pods,
                        request.namespace(),
                        meta.name(),
                        request.user(),
                        options,
                        unnamed.warnings());
        modification.modify(context, SCOPE, stored -> bound(context, binding, stored));
        return Answers.status(Status.success(201), context.warnings().texts());
    }

    private void requireTarget(ObjectNode binding, String name) {
        FieldPath target = FieldPath.of("target");
        String kind = binding.at("/target/kind").asText("");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            refuse(
                    name,
                    FieldError.notSupported(
                            target.child("kind"), kind, List.of("Node", "<empty>")));
        }
        if (binding.at("/target/name").asText("").isEmpty()) {
            refuse(name, FieldError.required(target.child("name"), ""));
        }
    }

    private void refuse(String name, FieldError error) {
        throw FieldError.invalid("", shape.kindName(), name, List.of(error));
    }

    private ObjectNode bound(WriteContext context, ObjectNode binding, StoredObject stored) {
        ObjectNode pod = stored.tree().deepCopy();
        requireUnbound(context, pod, ObjectMeta.of(binding));
        pod.withObjectProperty("spec").put("nodeName", binding.at("/target/name").asText());
        ObjectMeta meta = ObjectMeta.of(pod);
        for (String map : new String[] {"labels", "annotations"}) {
            binding.at("/metadata/" + map)
                    .properties()
                    .forEach(
                            entry ->
                                    meta.node()
                                            .withObjectProperty(map)
                                            .set(entry.getKey(), entry.getValue()));
        }
        PodConditions.put(pod, PodConditions.holding("PodScheduled", clock.instant()));
        return pod;
    }

    private static void requireUnbound(WriteContext context, ObjectNode pod, ObjectMeta binding) {
        ObjectMeta meta = ObjectMeta.of(pod);
        String node = pod.at("/spec/nodeName").asText("");
        if (!binding.uid().isEmpty() && !binding.uid().equals(meta.uid())) {
            throw conflict(
                    context,
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(binding.uid(), meta.uid()));
        }
        if (meta.isBeingDeleted()) {
            throw conflict(
                    context,
                    "pod %s is being deleted, cannot be assigned to a host".formatted(meta.name()));
        }
        if (!node.isEmpty()) {
            throw conflict(
                    context,
                    "pod %s is already assigned to node \"%s\"".formatted(meta.name(), node));
        }
        if (!pod.at("/spec/schedulingGates").isEmpty()) {
            throw conflict(
                    context, "pod %s has non-empty .spec.schedulingGates".formatted(meta.name()));
        }
    }

    private static ApiException conflict(WriteContext context, String why) {
        String message =
                "Operation cannot be fulfilled on pods/binding \"%s\": %s"
                        .formatted(context.name(), why);
        return new ApiException(
                Status.failure(409, "Conflict", message).about("", "pods/binding", context.name()));
    }
}
