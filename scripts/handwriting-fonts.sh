#!/bin/sh
# The fonts that the digit net is trained on, as arguments of `sohoa train digits`.
set -eu
print=node_modules/@expo-google-fonts
echo node_modules/@fontsource/*/files/*-latin-400-normal.woff2
for face in tinos/400Regular/Tinos_400Regular tinos/700Bold/Tinos_700Bold \
  noto-serif/400Regular/NotoSerif_400Regular arimo/400Regular/Arimo_400Regular; do
  echo --upright "$print/$face.ttf"
done
for face in tinos/400Regular_Italic/Tinos_400Regular_Italic \
  tinos/400Regular_Italic/Tinos_400Regular_Italic \
  tinos/700Bold_Italic/Tinos_700Bold_Italic \
  noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic \
  arimo/400Regular_Italic/Arimo_400Regular_Italic; do
  echo --italic "$print/$face.ttf"
done
