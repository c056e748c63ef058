package dev.skiff.apiserver.cache;

/// Which objects somebody wants. Called by many threads; decides by the object alone.
@FunctionalInterface
public interface ObjectFilter {
    ObjectFilter ALL = _ -> true;

    boolean matches(CachedObject object);
}
