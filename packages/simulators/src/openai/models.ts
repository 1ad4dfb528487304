/** The models that can be asked for, and what each of them takes and refuses. */
import { invalidRequest } from './api-error.ts';

export interface Quirks {
  /** The dated name that answers carry. */
  readonly dated: string;
  /**
   * `none`: does not reason and knows no reasoning_effort. `not-with-tools`: tools go only without an explicit effort, or with
   * `none`. `must-be-none`: tools go only with `none` said, and the temperature stays 1.
   */
  readonly reasoning: 'none' | 'not-with-tools' | 'must-be-none';
}

const MODELS: Readonly<Record<string, Quirks>> = {
  'gpt-4o': { dated: 'gpt-4o-2024-08-06', reasoning: 'none' },
  'gpt-4o-mini': { dated: 'gpt-4o-mini-2024-07-18', reasoning: 'none' },
  'gpt-4.1': { dated: 'gpt-4.1-2025-04-14', reasoning: 'none' },
  'gpt-4.1-mini': { dated: 'gpt-4.1-mini-2025-04-14', reasoning: 'none' },
  'gpt-4.1-nano': { dated: 'gpt-4.1-nano-2025-04-14', reasoning: 'none' },
  'gpt-5.4': { dated: 'gpt-5.4', reasoning: 'not-with-tools' },
  'gpt-5.5': { dated: 'gpt-5.5', reasoning: 'not-with-tools' },
  'gpt-5.6-sol': { dated: 'gpt-5.6-sol', reasoning: 'must-be-none' },
  'gpt-5.6-terra': { dated: 'gpt-5.6-terra', reasoning: 'must-be-none' },
  'gpt-5.6-luna': { dated: 'gpt-5.6-luna', reasoning: 'must-be-none' },
};

export const MODEL_NAMES: readonly string[] = Object.keys(MODELS);

/** A model by its name or its dated name. */
export function modelNamed(name: string): Quirks | undefined {
  return MODELS[name] ?? Object.values(MODELS).find(({ dated }) => dated === name);
}

interface Asked {
  readonly model: string;
  readonly tools?: readonly unknown[] | null | undefined;
  readonly reasoning_effort?: string | null | undefined;
  readonly temperature?: number | null | undefined;
  readonly max_tokens?: number | null | undefined;
}

/** @throws ApiError when the model does not take what is asked of it. */
export function checkQuirks(asked: Asked, { reasoning }: Quirks): void {
  const effort = asked.reasoning_effort ?? undefined;
  if (reasoning === 'none') {
    if (effort !== undefined) throw unsupported('reasoning_effort');
    return;
  }
  if (asked.max_tokens != null) throw unsupported('max_tokens', " Use 'max_completion_tokens' instead.");
  const usesTools = (asked.tools ?? []).length > 0;
  const mustSayNone = reasoning === 'must-be-none';
  if (usesTools && effort !== 'none' && (mustSayNone || effort !== undefined)) throw toolsWithReasoning(asked.model);
  if (!mustSayNone) return;
  if (effort === 'minimal') {
    throw invalidRequest(
      `Unsupported value: 'reasoning_effort' does not support 'minimal' with this model.`,
      'reasoning_effort',
      'unsupported_value',
    );
  }
  if ((asked.temperature ?? 1) !== 1) {
    const message = `Unsupported value: 'temperature' does not support ${asked.temperature} with this model. Only the default (1) value is supported.`;
    throw invalidRequest(message, 'temperature', 'unsupported_value');
  }
}

function unsupported(parameter: string, advice = ''): Error {
  const message = `Unsupported parameter: '${parameter}' is not supported with this model.${advice}`;
  return invalidRequest(message, parameter, 'unsupported_parameter');
}

function toolsWithReasoning(model: string): Error {
  const message = `Function tools with reasoning_effort are not supported for ${model} in /v1/chat/completions. Please use /v1/responses instead.`;
  return invalidRequest(message, 'reasoning_effort');
}
