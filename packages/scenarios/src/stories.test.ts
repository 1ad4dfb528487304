/** The stories of the house over the wire: separate processes, real servers, real mu-law audio. Verdicts are about the world. */
import { allStories } from './library.ts';
import { describeStories } from './suite.ts';

describeStories(
  allStories().filter(({ ci }) => ci.includes('plain')),
  'plain',
);
