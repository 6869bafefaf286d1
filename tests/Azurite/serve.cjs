// Azurite, for as long as whoever started it lives: its standard input closes when that process ends, also when it is killed.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
require('azurite/dist/src/azurite.js');
