import { email } from './fields/email';
import { messages } from './messages';
import { z } from './zod';

/** As NIST SP 800-63B asks where a password is all there is: long, and of any characters. */
export const passwordLength = { min: 15, max: 128 };

const length = (text: string) => Array.from(text).length;

/** An address, in the one way of writing it under which its account is found. */
const accountEmail = email.toLowerCase();

const newPassword = z
  .string()
  .refine((text) => length(text) >= passwordLength.min, {
    error: ({ input }) => (input ? messages.tooShort(passwordLength.min) : messages.required),
  })
  .refine((text) => length(text) <= passwordLength.max, {
    error: messages.tooLong(passwordLength.max),
  })
  .meta({ minLength: passwordLength.min, maxLength: passwordLength.max });

/** A password to compare: whatever does not match is simply wrong. */
const givenPassword = z.string().min(1).max(1000);

export const signUpInput = z.object({
  name: z.string().trim().min(1).max(100),
  email: accountEmail,
  password: newPassword,
});

export const signInInput = z.object({
  email: accountEmail,
  password: givenPassword,
});

export const passwordInput = z.object({
  currentPassword: givenPassword,
  newPassword,
});

export const accountRecord = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  createdAt: z.string(),
});

/** Whose pages these are; it can be asked without a session too. */
export const sessionState = z.object({
  account: accountRecord.nullable(),
});

export type SignUpInput = z.output<typeof signUpInput>;
export type SignInInput = z.output<typeof signInInput>;
export type PasswordInput = z.output<typeof passwordInput>;
export type Account = z.output<typeof accountRecord>;

/** The account that owns the example records; nobody can sign in to it outside of development. */
export const demoAccount = {
  name: '<%= 'Пробная запись' if ru else 'Example account' %>',
  email: 'demo@example.com',
  password: 'only for development',
};
