/** The dialogue process. */
import { runService } from '@bayline/runtime';
import { dialogueConfig } from './config.ts';
import { start } from './service.ts';

await runService({ name: 'dialogue', config: dialogueConfig, start }, process.env);
