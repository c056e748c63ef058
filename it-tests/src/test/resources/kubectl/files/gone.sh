# The next page of a list that is no longer remembered, and the rest as it is now.
maps=/api/v1/namespaces/default/configmaps
token=$(kubectl get --raw "$maps?limit=2" | grep -o '"continue":"[^"]*"' | cut -d'"' -f4)
at() {
  echo "$token==" | tr '_-' '/+' | base64 -d 2>/dev/null | sed "s/\"rv\":[0-9]*/\"rv\":$1/" | base64 -w0 | tr '/+' '_-' | tr -d =
}

kubectl get --raw "$maps?limit=2&continue=$(at 2)"
kubectl get --raw "$maps?limit=2&continue=$(at -1)" | grep -o '"name":"[a-z0-9.-]*"'
