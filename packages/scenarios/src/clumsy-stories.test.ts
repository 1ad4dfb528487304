/** The stories again, with a model that does the same job as a poor model does it. */
import { allStories } from './library.ts';
import { describeStories } from './suite.ts';

describeStories(
  allStories().filter(({ ci }) => ci.includes('clumsy')),
  'clumsy',
);
