#!/bin/sh
# The fonts of print that the seal net is trained on, as arguments of `sohoa train seals`.
set -eu
for face in tinos/700Bold/Tinos_700Bold tinos/700Bold/Tinos_700Bold tinos/400Regular/Tinos_400Regular \
  noto-serif/700Bold/NotoSerif_700Bold noto-serif/400Regular/NotoSerif_400Regular \
  arimo/700Bold/Arimo_700Bold arimo/400Regular/Arimo_400Regular; do
  echo "node_modules/@expo-google-fonts/$face.ttf"
done
