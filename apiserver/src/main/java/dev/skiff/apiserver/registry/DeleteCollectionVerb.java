package dev.skiff.apiserver.registry;

import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.cache.CachedObject;
import java.util.List;

/// `DELETE` of a collection: of what a list with the same query would show, one by one.
final class DeleteCollectionVerb implements Verb {
    private final ListVerb lists;
    private final DeleteOptionsReader optionsReader;
    private final Deletion deletion;
    private final Answers answers;

    DeleteCollectionVerb(
            ListVerb lists, DeleteOptionsReader optionsReader, Deletion deletion, Answers answers) {
        this.lists = lists;
        this.optionsReader = optionsReader;
        this.deletion = deletion;
        this.answers = answers;
    }

    @Override
    public ApiResponse answer(ResourceRequest request) {
        DeleteOptions options = optionsReader.read(request.http());
        ListPage page = lists.page(request, ListOptions.forList(request.http()));
        for (CachedObject item : page.items()) {
            delete(request, item.object().key(), options);
        }
        List<String> warnings =
                options.propagation() == Propagation.UNSET
                        ? request.resource().strategy().orphaningWarnings()
                        : List.of();
        return answers.list(request, page, warnings);
    }

    /// What somebody else deleted meanwhile is as good as deleted.
    private void delete(ResourceRequest request, ObjectKey key, DeleteOptions options) {
        WriteContext context =
                new WriteContext(
                        request.resource(),
                        key.namespace(),
                        key.name(),
                        request.user(),
                        WriteOptions.own().asDryRun(options.isDryRun()),
                        new Warnings());
        try {
            deletion.delete(context, options);
        } catch (ApiException e) {
            if (e.status().code() != 404) {
                throw e;
            }
        }
    }
}
