/** The dialogue process. */
import { runService } from '@bayline/runtime';
import { configSchema } from './config.ts';
import { start } from './service.ts';

await runService({ name: 'dialogue', config: configSchema, start }, process.env);
