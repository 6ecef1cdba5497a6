# The faults that races.sh plants: what is wrong, what the simulator calls it, the file and sed's expression that plant
# it, and the shape, tiles and program that show it. Sourced.

race='data race'
without_local='s/(barrier|BARRIER)\(CLK_LOCAL_MEM_FENCE\);/ /'
without_global='s/BARRIER\(CLK_GLOBAL_MEM_FENCE\);//'

echo "== a barrier removed"
planted "a stage multiplied before it is whole" "$race" \
  products_local.cl "/^    PUT;/,/k0 \+=/ $without_local" step staged momentum
planted "a stage replaced before it is multiplied" "$race" \
  products_local.cl "/^    multiply_stage\(acc, at/,/while/ $without_local" step staged momentum
planted "a sum of lanes not yet written" "$race" \
  output.cl "/half_row \/= 2/,/if \(lid/ $without_local" step staged Adam
planted "a sum read before it is one" "$race" \
  output.cl "/^    \}/,/float result/ $without_local" step staged Adam
planted "a sum overwritten before it is read" "$race" \
  output.cl "/float result/,/return result/ $without_local" step staged Adam
planted "inputs read before they are corrupted" "$race" \
  epoch.cl "/corrupt_batch\(/,/entering\.values/ $without_global" epoch staged "tied"
planted "activations read before they are computed" "$race" \
  epoch.cl "/forward_layer\(/,/while/ $without_global" epoch staged momentum
planted "output gradients read before they are computed" "$race" \
  epoch.cl "/output_layer\(/,/Optimizer optimizer/ $without_global" epoch staged momentum
planted "weights changed while they are multiplied" "$race" \
  epoch.cl "/backward_layer\(/,/update_layer\(/ $without_global" epoch staged momentum
planted "weights multiplied while they are changed" "$race" \
  epoch.cl "/update_layer\(/,/while/ $without_global" epoch staged momentum

echo "== a barrier that not all meet"
planted "a barrier in a branch" 'divergence|barrier' \
  output.cl 's/(if \(lid % GROUP_COLUMNS < half_row\) \{)/\1 BARRIER(CLK_LOCAL_MEM_FENCE);/' step staged Adam

echo "== work given to two groups"
planted "a tile updated by two groups" "$race" \
  gradient.cl 's/tiles \* \(group \+ 1\) \/ groups/min((group + 2) * tiles \/ groups, tiles)/' step staged momentum

planted "sums of all slices in one place" "$race" \
  slices.cl 's/return \(slice \*/return (0 */' step sliced momentum

echo "== out of bounds, both ways"
planted "rows written behind the last" 'Invalid write' \
  forward.cl 's/if \(row < count\)/if (row >= 0)/' step registers momentum
planted "losses written before the first" 'Invalid write' \
  output.cl 's/losses\[row\] =/losses[row - 8] =/' epoch registers momentum
planted "examples read behind the last" 'Invalid read' \
  vectors.cl 's/m\.order\[i\] : i\)/m.order[i] + 8 : i)/' step registers momentum
planted "examples read before the first" 'Invalid read' \
  vectors.cl 's/m\.order\[i\] : i\)/m.order[i] - 8 : i)/' epoch registers momentum
planted "local memory written behind its end" 'Invalid write' \
  products_local.cl 's/local float \*at = \(local float \*\)scratch;/local float *at = (local float *)scratch + 64;/' \
  epoch staged momentum
planted "local memory written before its start" 'Invalid write' \
  products_local.cl 's/local float \*at = \(local float \*\)scratch;/local float *at = (local float *)scratch - 64;/' \
  step staged momentum
